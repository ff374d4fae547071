package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Transformations that remember gradients. */
class AccumulationTest {

    private static final Tensor W = Tensor.of(1f, 2f);

    /** The updates of some gradients, one after the other. */
    private static <S> List<float[]> updates(GradientTransformation<S> optimizer, Tensor... gradients) {
        var updates = new ArrayList<float[]>();
        S state = optimizer.init(W);
        for (var gradient : gradients) {
            var step = optimizer.update(gradient, state, W);
            updates.add(step.updates().toFloatArray());
            state = step.state();
        }
        return updates;
    }

    @Test
    void severalSmallBatchesMakeTheStepOfALargeOne() {
        var first = Tensor.of(1f, 5f);
        var second = Tensor.of(3f, -1f);
        var accumulated = Optimizers.multiSteps(Optimizers.adam(0.1), 2);

        var small = updates(accumulated, first, second, second, first);
        var large = updates(Optimizers.adam(0.1), Tensor.of(2f, 2f), Tensor.of(2f, 2f));

        assertThat(small.get(0)).containsExactly(0, 0);
        assertThat(small.get(1)).containsExactly(large.get(0), within(1e-6f));
        assertThat(small.get(3)).containsExactly(large.get(1), within(1e-6f));
    }

    @Test
    void sumsIfSoDesired() {
        var summed = Optimizers.multiSteps(Optimizers.scale(1), 2, o -> o.useGradMean(false));

        assertThat(updates(summed, Tensor.of(1f, 2f), Tensor.of(3f, 4f)).get(1)).containsExactly(4, 6);
    }

    @Test
    void aScheduleSaysHowManyGradientsMakeAStep() {
        Schedule oneThenTwo = count -> Ops.where(count.eq(0), Tensor.scalar(1), Tensor.scalar(2));
        var one = Tensor.of(1f, 1f);

        var updates = updates(Optimizers.multiSteps(Optimizers.scale(1), oneThenTwo), one, one, one, one);

        assertThat(updates).map(u -> u[0]).containsExactly(1f, 0f, 1f, 0f);
    }

    @Test
    void tellsWhetherThereWasAStep() {
        var optimizer = Optimizers.multiSteps(Optimizers.scale(1), 2);
        var state = optimizer.init(W);

        assertThat(state.hasUpdated().itemBoolean()).isFalse();
        state = optimizer.update(W, state).state();
        assertThat(state.hasUpdated().itemBoolean()).isFalse();
        state = optimizer.update(W, state).state();
        assertThat(state.hasUpdated().itemBoolean()).isTrue();
    }

    @Test
    void skipsLargeGradients() {
        var optimizer = Optimizers.multiSteps(Optimizers.scale(1), 1, o -> o.skip(SkipRule.large(10)));
        var state = optimizer.init(W);

        var skipped = optimizer.update(Tensor.of(3f, 3f), state);
        var nan = optimizer.update(Tensor.of(Float.NaN, 0f), state);
        var taken = optimizer.update(Tensor.of(1f, 1f), state);

        assertThat(skipped.updates().toFloatArray()).containsExactly(0, 0);
        assertThat(nan.updates().toFloatArray()).containsExactly(0, 0);
        assertThat(taken.updates().toFloatArray()).containsExactly(1, 1);
        var measured = (Map<?, ?>) skipped.state().skipState();
        assertThat(((Tensor) measured.get("normSquared")).item()).isEqualTo(18);
        assertThat(((Tensor) measured.get("shouldSkip")).itemBoolean()).isTrue();
    }

    @Test
    void countsWhatIsNotFinite() {
        var optimizer = Optimizers.multiSteps(Optimizers.scale(1), 1, o -> o.skip(SkipRule.notFinite()));

        var step = optimizer.update(Tensor.of(Float.NaN, Float.POSITIVE_INFINITY), optimizer.init(W));

        assertThat(((Tensor) ((Map<?, ?>) step.state().skipState()).get("numNotFinite")).itemLong())
                .isEqualTo(2);
    }

    @Test
    void accumulatesInAnElementTypeOfItsOwn() {
        var state = Optimizers.multiSteps(Optimizers.scale(1), 2, o -> o.accumulatorDtype(DType.F64))
                .init(W);

        assertThat(((Tensor) state.accGrads()).dtype()).isEqualTo(DType.F64);
    }

    @Test
    void averagesAreCorrectedForTheirBeginning() {
        var corrected = updates(Optimizers.ema(0.9), W, W);
        var plain = updates(Optimizers.ema(0.9, false), W, W);

        assertThat(corrected.get(1)).containsExactly(new float[] {1, 2}, within(1e-6f));
        assertThat(plain.get(0)).containsExactly(new float[] {0.1f, 0.2f}, within(1e-6f));
    }

    @Test
    void applyEveryGivesSums() {
        assertThat(updates(Optimizers.applyEvery(3), W, W, W, W)).map(u -> u[1]).containsExactly(0f, 0f, 6f, 0f);
    }

    @Test
    void theNoiseFallsAndIsAlwaysTheSame() {
        var noisy = Optimizers.addNoise(1, 2, dev.haiku.random.Key.of(1));
        var zeros = Ops.zeros(1000);
        var state = noisy.init(zeros);

        var first = noisy.update(zeros, state);
        var second = noisy.update(zeros, first.state());
        var again = noisy.update(zeros, state);

        assertThat(Ops.std(first.updates()).item()).isCloseTo(1, within(0.1));
        assertThat(Ops.std(second.updates()).item()).isCloseTo(0.5, within(0.05));
        assertThat(again.updates().toFloatArray())
                .containsExactly(first.updates().toFloatArray());
    }

    @Test
    void rejectsStepsOfNoGradients() {
        assertThatThrownBy(() -> Optimizers.multiSteps(Optimizers.scale(1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("multiSteps needs k >= 1, but got 0.");
    }

    @Test
    void rejectsSumsOfNoGradients() {
        assertThatThrownBy(() -> Optimizers.applyEvery(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("applyEvery needs k >= 1, but got 0.");
    }
}
