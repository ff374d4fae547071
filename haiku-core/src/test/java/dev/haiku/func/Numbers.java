package dev.haiku.func;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.SplittableRandom;

/** Tensors of doubles and their comparison, for tests of derivatives. */
final class Numbers {

    private Numbers() {}

    static Tensor x(double... values) {
        return values.length == 1 ? Tensor.of(Shape.SCALAR, values) : Tensor.of(values);
    }

    static Tensor vector(double... values) {
        return Tensor.of(values);
    }

    static Tensor random(long seed, int... dims) {
        var shape = Shape.of(dims);
        var random = new SplittableRandom(seed);
        return Tensor.of(shape, random.doubles(shape.size(), -1, 1).toArray());
    }

    static void assertClose(Object actual, Object expected) {
        assertClose(actual, expected, 1e-9);
    }

    /** Compares trees of tensors: structure, types, and numbers with an error relative to 1 + |expected|. */
    static void assertClose(Object actual, Object expected, double tolerance) {
        var found = Trees.flatten(actual);
        var wanted = Trees.flatten(expected);
        assertThat(found.def()).isEqualTo(wanted.def());
        for (int i = 0; i < wanted.leaves().size(); i++) {
            assertThat(found.leaves().get(i).type())
                    .isEqualTo(wanted.leaves().get(i).type());
            var numbers = found.leaves().get(i).toDoubleArray();
            var right = wanted.leaves().get(i).toDoubleArray();
            for (int j = 0; j < right.length; j++) {
                assertThat(numbers[j])
                        .as("element %d of %s", j, wanted.def().paths().get(i))
                        .isCloseTo(right[j], within(tolerance * (1 + Math.abs(right[j]))));
            }
        }
    }

    static void assertValues(Tensor actual, double... expected) {
        assertThat(actual.toDoubleArray()).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            if (Double.isFinite(expected[i])) {
                assertThat(actual.toDoubleArray()[i])
                        .isCloseTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i]))));
            } else {
                assertThat(actual.toDoubleArray()[i]).isEqualTo(expected[i]);
            }
        }
    }

    static double dot(Object first, Object second) {
        List<Tensor> a = Trees.leaves(first);
        List<Tensor> b = Trees.leaves(second);
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            var left = a.get(i).toDoubleArray();
            var right = b.get(i).toDoubleArray();
            for (int j = 0; j < left.length; j++) {
                sum += left[j] * right[j];
            }
        }
        return sum;
    }
}
