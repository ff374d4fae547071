package dev.haiku.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.tensor.Tensor;

/** Compares tensors with each other and with numbers. */
final class Near {

    private Near() {}

    static void assertClose(Tensor actual, double... expected) {
        assertThat(actual.ravel().toDoubleArray()).containsExactly(expected, within(1e-4));
    }

    static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.ravel().toDoubleArray())
                .containsExactly(expected.ravel().toDoubleArray(), within(1e-4));
    }
}
