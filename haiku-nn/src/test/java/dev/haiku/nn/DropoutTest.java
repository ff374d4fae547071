package dev.haiku.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.ShapeException;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutTest {

    private static final Key KEY = Key.of(5);

    @Test
    void dropsTheRateAndKeepsTheMean() {
        var y = Dropout.dropout(KEY, 0.25, Ops.ones(10_000));

        assertThat(y.eq(0).cast(DType.F32).mean().item()).isCloseTo(0.25, within(0.02));
        assertThat(y.mean().item()).isCloseTo(1, within(0.02));
        assertThat(y.max().item()).isCloseTo(4 / 3.0, within(1e-6));
    }

    @Test
    void returnsItsInputAtRateZero() {
        var x = Ops.ones(3);

        assertThat(Dropout.dropout(KEY, 0, x)).isSameAs(x);
    }

    @Test
    void dropsTogetherAlongBroadcastAxes() {
        var rows = Dropout.dropout(KEY, 0.5, Ops.ones(20, 3), -1).toFloatArray();

        for (int row = 0; row < 20; row++) {
            var values = Arrays.copyOfRange(rows, 3 * row, 3 * row + 3);
            assertThat(values).containsOnly(values[0]);
        }
    }

    @Test
    void rejectsRatesOutOfRange() {
        for (double rate : new double[] {1, -0.1, Double.NaN}) {
            assertThatThrownBy(() -> Dropout.dropout(KEY, rate, Ops.ones(3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("dropout needs a rate in [0, 1), but got " + rate + ".");
        }
    }

    @Test
    void rejectsAxesThatAreNotThere() {
        assertThatThrownBy(() -> Dropout.dropout(KEY, 0.5, Ops.ones(3), 1))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Axis 1 is out of range for shape [3] of rank 1.");
    }
}
