package dev.haiku.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.Params;
import dev.haiku.array.DType;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OptimizersTest {

    @Test
    void gradientDescentSubtractsTheScaledGradient() {
        var optimizer = Optimizers.sgd(0.5);
        var params = Params.of(Map.of("linear", Map.of("w", Tensor.of(1f, 2f))));

        var update = optimizer.update(params, optimizer.init(params));

        assertThat(update.updates().get("linear", "w").toFloatArray()).containsExactly(-0.5f, -1f);
        assertThat(Optimizers.applyUpdates(params, update.updates())
                        .get("linear", "w")
                        .toFloatArray())
                .containsExactly(0.5f, 1f);
    }

    @Test
    void updatesKeepTheElementTypeOfParameters() {
        var params = List.of(Tensor.of(1f, 2f).cast(DType.BF16));

        var updated = Optimizers.applyUpdates(params, List.of(Tensor.of(0.5f, 0.5f)));

        assertThat(updated.get(0).dtype()).isEqualTo(DType.BF16);
    }

    @Test
    void chainsRunInOrderAndKeepTheirStates() {
        var chain = Optimizers.chain(Optimizers.clip(1), Optimizers.trace(0.5, false), Optimizers.scale(10));
        var gradient = List.of(Tensor.of(-3f, 0.5f));

        var first = chain.update(gradient, chain.init(gradient));
        var second = chain.update(gradient, first.state());

        assertThat(first.updates().get(0).toFloatArray()).containsExactly(-10, 5);
        assertThat(second.updates().get(0).toFloatArray()).containsExactly(-15, 7.5f);
        assertThat(second.state().states()).hasSize(3);
        assertThat(second.state().states().get(1)).isInstanceOf(TraceState.class);
    }

    @Test
    void clippingByTheGlobalNormScalesAllTogether() {
        var clip = Optimizers.clipByGlobalNorm(5);
        var small = List.of(Tensor.of(3f), Tensor.of(1f));
        var large = List.of(Tensor.of(30f), Tensor.of(40f));

        assertThat(clip.update(small, new EmptyState()).updates().get(0).item()).isEqualTo(3);
        assertThat(clip.update(large, new EmptyState()).updates().get(0).item()).isCloseTo(3, within(1e-6));
        assertThat(Optimizers.globalNorm(large).item()).isEqualTo(50);
        assertThat(Optimizers.globalNorm(List.of()).item()).isZero();
    }

    @Test
    void countsStopAtTheLargestNumber() {
        var schedule = Optimizers.scaleBySchedule(count -> Tensor.scalar(1.0));
        var last = new ScheduleState(Tensor.scalar(Integer.MAX_VALUE));

        assertThat(schedule.update(Tensor.of(1f), last).state().count().itemLong())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void setToZeroFreezes() {
        assertThat(Optimizers.setToZero()
                        .update(Tensor.of(1f, 2f), new EmptyState())
                        .updates()
                        .toFloatArray())
                .containsExactly(0, 0);
    }

    /** A defect of a rule is no wrong state, and must be told as what it is. */
    @Test
    void aClassCastExceptionOfARuleGoesThroughAChain() {
        var state = new EmptyState();
        Object text = "text";
        var faulty = new GradientTransformation<EmptyState>(
                params -> state, (gradients, given, context) -> new Update<>((Tensor) text, given));
        var chain = Optimizers.chain(Optimizers.scale(1), faulty);

        assertThatThrownBy(() -> chain.update(Tensor.of(1f), chain.init(Tensor.of(1f))))
                .isInstanceOf(ClassCastException.class)
                .hasMessageContaining("java.lang.String cannot be cast to class dev.haiku.tensor.Tensor");
    }

    @Nested
    class Rejects {

        private final GradientTransformation<ChainState> chain =
                Optimizers.chain(Optimizers.trace(0.9, false), Optimizers.scale(1));

        @Test
        void theStateOfAChainOfAnotherLength() {
            assertThatThrownBy(() -> chain.update(Tensor.of(1f), new ChainState(List.of())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("This chain of 2 transformations was given a state of 0. "
                            + "Pass the state that init or the last update of the same optimiser returned.");
        }

        @Test
        void theStateOfAnotherChain() {
            var other = new ChainState(List.of(new EmptyState(), new EmptyState()));

            assertThatThrownBy(() -> chain.update(Tensor.of(1f), other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A transformation was given a state that it cannot use: EmptyState[]. "
                            + "Pass the state that init or the last update of the same optimiser returned.");
        }

        @Test
        void theStateOfAnotherTransformationInsideAWrapper() {
            var wrapped = Optimizers.applyIfFinite(Optimizers.trace(0.9, false), 1);
            var state = wrapped.init(Tensor.of(1f));
            var other = new ApplyIfFiniteState(
                    state.notfiniteCount(), state.lastFinite(), state.totalNotfinite(), new EmptyState());

            assertThatThrownBy(() -> wrapped.update(Tensor.of(1f), other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("A transformation was given a state that it cannot use: EmptyState[]. ");
        }

        @Test
        void theStateOfAnotherTransformationThatIsFlattened() {
            var flat = Optimizers.chain(Optimizers.flatten(Optimizers.trace(0.9, false)));
            var other = new ChainState(List.of(new EmptyState()));

            assertThatThrownBy(() -> flat.update(Tensor.of(1f), other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("A transformation was given a state that it cannot use: EmptyState[]. ");
        }

        @Test
        void weightDecayWithoutWeights() {
            var optimizer = Optimizers.adamw(0.1);
            var state = optimizer.init(Tensor.of(1f));

            assertThatThrownBy(() -> optimizer.update(Tensor.of(1f), state))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("This optimiser needs the current parameters. "
                            + "Call update(updates, state, params) instead of update(updates, state).");
        }

        @Test
        void updatesOfAnotherStructure() {
            assertThatThrownBy(() -> Optimizers.applyUpdates(List.of(Tensor.of(1f)), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Trees.map needs trees of one structure, but ");
        }
    }
}
