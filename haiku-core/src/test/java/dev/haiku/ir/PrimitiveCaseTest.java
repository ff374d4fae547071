package dev.haiku.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PrimitiveCaseTest {

    @Test
    void hasARowForEveryPrimitive() {
        var wanted = records(Primitive.class);
        wanted.removeIf(PrimitiveCaseTest::runsPrograms);
        wanted.removeIf(PrimitiveCaseTest::isNoFunctionOfItsOperands);

        Set<Class<?>> covered =
                PrimitiveCase.all().stream().map(row -> row.op().getClass()).collect(Collectors.toSet());

        assertThat(covered).containsAll(wanted);
    }

    @Test
    void drawsTheSameNumbersForTheSameSeed() {
        for (var row : PrimitiveCase.all()) {
            assertThat(row.inputs(3)).as("%s", row).isEqualTo(row.inputs(3));
        }
    }

    @Test
    void drawsNumbersOfTheTypesOfTheRow() {
        for (var row : PrimitiveCase.all()) {
            var types = row.inputs(1).stream()
                    .map(input -> new TensorType(input.dtype(), input.shape()))
                    .toList();
            assertThat(types).as("%s", row).isEqualTo(row.inputTypes());
        }
    }

    /** Their programs are drawn by tests of their own. */
    private static boolean runsPrograms(Class<?> primitive) {
        return primitive == Call.class
                || ControlFlow.class.isAssignableFrom(primitive)
                || Custom.class.isAssignableFrom(primitive);
    }

    /** What they do depends on a mapping around them or is Java; tests of their own try them. */
    private static boolean isNoFunctionOfItsOperands(Class<?> primitive) {
        return Collective.class.isAssignableFrom(primitive) || Callback.class.isAssignableFrom(primitive);
    }

    private static Set<Class<?>> records(Class<?> root) {
        var found = new LinkedHashSet<Class<?>>();
        if (root.isRecord()) {
            found.add(root);
            return found;
        }
        for (var permitted : root.getPermittedSubclasses()) {
            found.addAll(records(permitted));
        }
        return found;
    }
}
