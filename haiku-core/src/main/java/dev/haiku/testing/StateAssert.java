package dev.haiku.testing;

import dev.haiku.State;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.data.Offset;

/** Assertions about {@link State}, from {@link HaikuAssertions#assertThat(State)}. */
public final class StateAssert extends AbstractAssert<StateAssert, State> {

    StateAssert(State actual) {
        super(actual, StateAssert.class);
    }

    /** Checks the full names, such as {@code counter/count}, in the order of creation. */
    public StateAssert hasNames(String... expected) {
        isNotNull();
        if (!actual.names().equals(List.of(expected))) {
            failWithMessage(
                    "Expected state with the names%n  %s%nbut got%n  %s",
                    String.join(", ", expected), String.join(", ", actual.names()));
        }
        return this;
    }

    /** {@return assertions about one entry that is a tensor, which must be there} */
    public TensorAssert tensor(String module, String name) {
        isNotNull();
        if (!actual.contains(module, name)) {
            failWithMessage("Expected a state '%s' in '%s', but there are%n  %s", name, module, actual.names());
        }
        return new TensorAssert(actual.get(module, name)).as(module + "/" + name);
    }

    /** Checks that names, structures, shapes and element types are those of another state, in any order. */
    public StateAssert hasStructureOf(State expected) {
        isNotNull();
        var difference = actual.difference(expected);
        if (!difference.isEmpty()) {
            failWithMessage("Expected state of the structure of the expected one, but:%n%s", difference);
        }
        return this;
    }

    /** Checks that the structure is that of another state and numbers are at most so far from its. */
    public StateAssert isCloseTo(State expected, Offset<Double> offset) {
        hasStructureOf(expected);
        new TreeAssert(actual).isCloseTo(expected, offset);
        return this;
    }
}
