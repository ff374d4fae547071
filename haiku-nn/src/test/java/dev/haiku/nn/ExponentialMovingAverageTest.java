package dev.haiku.nn;

import static dev.haiku.nn.Errors.assertThatInit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.Haiku;
import dev.haiku.NoInput;
import dev.haiku.Params;
import dev.haiku.State;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@link ExponentialMovingAverage}. Numbers are those that dm-haiku gives. */
class ExponentialMovingAverageTest {

    private static final String PATH = "exponential_moving_average";

    private static List<Float> averages(
            double decay, UnaryOperator<ExponentialMovingAverage.Options> edit, double... values) {
        var network = Haiku.transformWithState((Tensor x) -> new ExponentialMovingAverage(decay, edit).apply(x))
                .withoutApplyRng();
        var state = State.empty();
        var averages = new ArrayList<Float>();
        for (double value : values) {
            var applied = network.apply(Params.empty(), state, Tensor.scalar(value));
            averages.add((float) applied.value().item());
            state = applied.state();
        }
        return averages;
    }

    @Test
    void theFirstAverageIsTheFirstValue() {
        assertThat(averages(0.9, o -> o, 10, 20, 30))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-5 ? 0 : 1)
                .containsExactly(10f, 15.263156f, 20.701105f);
    }

    @Test
    void startsFromZerosWithoutCorrection() {
        assertThat(averages(0.5, o -> o.zeroDebias(false), 10, 20)).containsExactly(5f, 12.5f);
    }

    @Test
    void followsTheValuesDuringTheWarmUp() {
        assertThat(averages(0.5, o -> o.zeroDebias(false).warmupLength(2), 10, 20, 30, 40))
                .containsExactly(10f, 20f, 25f, 32.5f);
    }

    @Test
    void keepsItsStateIfToldSo() {
        var network = Haiku.transformWithState((Tensor x) -> new ExponentialMovingAverage(0.5).apply(x, false))
                .withoutApplyRng();
        var state = network.initWithoutRng(Tensor.scalar(4.0)).state();

        var applied = network.apply(Params.empty(), state, Tensor.scalar(4.0));

        assertThat(applied.value().item()).isEqualTo(4);
        assertThat(applied.state().names()).containsExactly(PATH + "/counter", PATH + "/hidden");
        assertThat(applied.state().get(PATH, "counter").itemLong()).isZero();
    }

    @Test
    void canBeInitialisedWithoutAValue() {
        var network = Haiku.transformWithState(() -> {
                    var ema = new ExponentialMovingAverage(0.5);
                    ema.initialize(Shape.of(2), DType.F64);
                    return ema.average();
                })
                .withoutApplyRng();

        var initial = network.initWithoutRng(NoInput.NONE);
        var average =
                network.apply(initial.params(), initial.state(), NoInput.NONE).value();

        assertThat(initial.state().names()).containsExactly(PATH + "/hidden", PATH + "/average");
        assertThat(average.dtype()).isEqualTo(DType.F64);
        assertThat(average.toDoubleArray()).containsExactly(0, 0);
    }

    @Test
    void tellsItsAverage() {
        var network = Haiku.transformWithState((Tensor x) -> {
                    var ema = new ExponentialMovingAverage(0.9);
                    ema.apply(x);
                    return ema.average();
                })
                .withoutApplyRng();

        var applied = network.apply(Params.empty(), State.empty(), Tensor.scalar(3.0));

        assertThat(applied.value().item()).isCloseTo(3, within(1e-5));
    }

    @Nested
    class Rejects {

        @Test
        void aNegativeWarmUp() {
            assertThatInit(() -> new ExponentialMovingAverage(0.9, o -> o.warmupLength(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(PATH + ": warmupLength must not be negative, but is -1.");
        }

        @Test
        void aWarmUpWithCorrection() {
            assertThatInit(() -> new ExponentialMovingAverage(0.9, o -> o.warmupLength(3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(PATH + ": a warm-up replaces the correction for the start from zeros."
                            + " Set zeroDebias(false) with warmupLength(3).");
        }

        @Test
        void integers() {
            assertThatInit(() -> new ExponentialMovingAverage(0.9).apply(Tensor.of(1, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(PATH + ": needs floating-point values, but got i32[2].");
        }

        @Test
        void askingForAnAverageOfNothing() {
            assertThatInit(() -> new ExponentialMovingAverage(0.9).average())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(PATH + ": there is no average yet. Apply it to a value first, or initialize it.");
        }
    }
}
