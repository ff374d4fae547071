package dev.haiku.testing;

import dev.haiku.Params;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.data.Offset;

/** Assertions about {@link Params}, from {@link HaikuAssertions#assertThat(Params)}. */
public final class ParamsAssert extends AbstractAssert<ParamsAssert, Params> {

    ParamsAssert(Params actual) {
        super(actual, ParamsAssert.class);
    }

    /** Checks the full names, such as {@code mlp/~/linear_0/w}, in the order of creation. */
    public ParamsAssert hasNames(String... expected) {
        isNotNull();
        if (!actual.names().equals(List.of(expected))) {
            failWithMessage(
                    "Expected parameters with the names%n  %s%nbut got%n  %s",
                    String.join(", ", expected), String.join(", ", actual.names()));
        }
        return this;
    }

    /** Checks that there is a parameter of that name, and its type, such as {@code f32[2, 3]}. */
    public ParamsAssert hasType(String module, String name, String expected) {
        tensor(module, name).hasType(expected);
        return this;
    }

    /** {@return assertions about one parameter, which must be there} */
    public TensorAssert tensor(String module, String name) {
        isNotNull();
        if (!actual.contains(module, name)) {
            failWithMessage("Expected a parameter '%s' in '%s', but there are%n  %s", name, module, actual.names());
        }
        return new TensorAssert(actual.get(module, name)).as(module + "/" + name);
    }

    /** Checks the number of all elements. */
    public ParamsAssert hasSize(long expected) {
        isNotNull();
        if (actual.size() != expected) {
            failWithMessage("Expected parameters of %d elements, but got%n%s", expected, actual);
        }
        return this;
    }

    /** Checks that names, shapes and element types are those of other parameters, in any order. */
    public ParamsAssert hasStructureOf(Params expected) {
        isNotNull();
        var difference = actual.difference(expected);
        if (!difference.isEmpty()) {
            failWithMessage("Expected parameters of the structure of the expected ones, but:%n%s", difference);
        }
        return this;
    }

    /** Checks that the structure is that of other parameters and numbers are at most so far from theirs. */
    public ParamsAssert isCloseTo(Params expected, Offset<Double> offset) {
        return isCloseTo(expected, new Closeness(0, offset.value));
    }

    /** Checks the structure and that the error of each number is at most {@code absolute + relative * |expected|}. */
    public ParamsAssert isCloseTo(Params expected, double relative, double absolute) {
        return isCloseTo(expected, new Closeness(relative, absolute));
    }

    private ParamsAssert isCloseTo(Params expected, Closeness closeness) {
        hasStructureOf(expected);
        var names = actual.traverse().stream().map(Params.Entry::fullName).toList();
        Comparison.difference("parameters", names, actual.treeChildren(), expected.treeChildren(), closeness)
                .ifPresent(difference -> failWithMessage("%s", difference));
        return this;
    }

    /** Checks that no number is NaN or infinite. */
    public ParamsAssert isFinite() {
        isNotNull();
        actual.entries()
                .forEach(entry ->
                        new TensorAssert(entry.value()).as(entry.fullName()).isFinite());
        return this;
    }
}
