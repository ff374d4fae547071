package dev.haiku.tensor;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares tensors with figures, up to a few roundings of {@code f32}; NaN equals NaN. */
final class Expected {

    private static final double TOLERANCE = 2e-6;

    private Expected() {}

    static void assertTensor(Tensor actual, String type, double... values) {
        assertThat(actual.type()).hasToString(type);
        assertNumbers(actual, values);
    }

    static void assertNumbers(Tensor actual, double... values) {
        var numbers = actual.toDoubleArray();
        assertThat(numbers).as("%s", actual.type()).hasSameSizeAs(values);
        for (int i = 0; i < values.length; i++) {
            assertThat(same(numbers[i], values[i]))
                    .as("element %d of %s is %s, not %s", i, actual.type(), numbers[i], values[i])
                    .isTrue();
        }
    }

    private static boolean same(double actual, double expected) {
        return Double.compare(actual, expected) == 0
                || Math.abs(actual - expected) <= TOLERANCE * Math.max(1, Math.abs(expected));
    }
}
