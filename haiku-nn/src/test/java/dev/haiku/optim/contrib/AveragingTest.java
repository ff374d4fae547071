package dev.haiku.optim.contrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.UpdateContext;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Averages of parameters, of gradients of examples, and of curvatures. */
class AveragingTest {

    private static final Tensor START = Tensor.of(4f, -2f);

    @Nested
    class ScheduleFree {

        @Test
        void withoutMixtureParametersAreTheAverage() {
            var free = Contrib.scheduleFree(Optimizers.sgd(1), 1, o -> o.b1(1));

            var params = START;
            var state = free.init(params);
            for (int i = 0; i < 3; i++) {
                var step = free.update(Tensor.of(1f, 0f), state, params);
                params = Optimizers.applyUpdates(params, step.updates());
                state = step.state();
            }

            // the optimiser went to 3, 2 and 1
            assertThat(((Tensor) state.z()).toFloatArray()).containsExactly(1, -2);
            assertThat(params.toFloatArray()).containsExactly(new float[] {2, -2}, within(1e-6f));
        }

        @Test
        void rejectsParametersWithoutTheAverage() {
            assertThatThrownBy(() -> Contrib.scheduleFree(Optimizers.sgd(0.1), 0.1, o -> o.b1(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("scheduleFree needs b1 in (0, 1], but got 0.0. Without a share of the average,"
                            + " gradients tell nothing about it.");
        }

        @Test
        void evaluatesTheAverage() {
            var free = Contrib.scheduleFree(
                    Optimizers.sgd(0.5), 0.5, o -> o.b1(0.9).weightLrPower(0));
            var gradient = Tensor.of(1f, 1f);

            var params = START;
            var state = free.init(params);
            for (int i = 0; i < 2; i++) {
                var step = free.update(gradient, state, params);
                params = Optimizers.applyUpdates(params, step.updates());
                state = step.state();
            }
            var average = Contrib.scheduleFreeEvalParams(state, params);

            // z was 4 - 0.5 and 4 - 1: the average of both is 3.25
            assertThat(average.toFloatArray()).containsExactly(new float[] {3.25f, -2.75f}, within(1e-5f));
        }

        @Test
        void findsItsStateWithinOthers() {
            var chained = Optimizers.chain(Optimizers.clip(1), Contrib.scheduleFreeSgd());

            assertThat(Contrib.scheduleFreeEvalParams(chained.init(START), START)
                            .toFloatArray())
                    .containsExactly(4, -2);
        }

        @Test
        void rejectsOtherStates() {
            assertThatThrownBy(() ->
                            Contrib.scheduleFreeEvalParams(Optimizers.sgd(0.1).init(START), START))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ScheduleFreeState");
        }
    }

    @Nested
    class PrivateAggregate {

        private final Map<String, Tensor> gradients =
                Map.of("w", Tensor.of(new float[][] {{3, 4}, {0.3f, 0.4f}}), "b", Ops.zeros(2));

        @Test
        void clipsExamplesOneByOne() {
            var aggregate = Contrib.differentiallyPrivateAggregate(1, 0, Key.of(0));

            var mean = aggregate.update(gradients, aggregate.init(gradients)).updates();

            assertThat(mean.get("w").toFloatArray()).containsExactly(new float[] {0.45f, 0.6f}, within(1e-6f));
            assertThat(mean.get("b").shape()).isEqualTo(Shape.of());
        }

        @Test
        void addsNoiseOfTheClippedSize() {
            var many = Ops.zeros(4, 10_000);
            var aggregate = Contrib.differentiallyPrivateAggregate(2, 3, Key.of(1));

            var noise = aggregate.update(many, aggregate.init(many)).updates();

            assertThat(Ops.sqrt(Ops.square(noise).mean()).item()).isCloseTo(2 * 3 / 4.0, within(0.03));
        }

        @Test
        void takesNewNoiseAtEachStep() {
            var many = Ops.zeros(1, 4);
            var aggregate = Contrib.differentiallyPrivateAggregate(1, 1, Key.of(1));

            var first = aggregate.update(many, aggregate.init(many));
            var second = aggregate.update(many, first.state());

            assertThat(second.updates().toFloatArray())
                    .isNotEqualTo(first.updates().toFloatArray());
        }
    }

    @Nested
    class Sophia {

        @Test
        void estimatesDiagonalsOfHessiansExactlyIfThereIsNothingElse() {
            var curvatures = Tensor.of(2f, 6f);
            Function<Tensor, Tensor> loss =
                    x -> Ops.square(x).mul(curvatures).mul(0.5).sum();
            var estimator = Contrib.hutchinsonEstimatorDiagHessian(Key.of(3));

            var estimate = estimator.update(
                    START, estimator.init(START), UpdateContext.of(START).valueFunction(loss));

            assertThat(estimate.updates().toFloatArray()).containsExactly(2, 6);
        }

        @Test
        void keepsItsEstimateBetweenIntervals() {
            Function<Tensor, Tensor> loss = x -> Ops.square(Ops.square(x)).sum();
            var sophia = Contrib.scaleBySophia(o -> o.updateInterval(2));
            var gradient = Func.grad(loss).apply(START);
            var context = UpdateContext.of(START).valueFunction(loss);

            var first = sophia.update(gradient, sophia.init(START), context).state();
            var second = sophia.update(gradient, first, context).state();
            var third = sophia.update(gradient, second, context).state();

            assertThat(((Tensor) second.nu()).toFloatArray()).isEqualTo(((Tensor) first.nu()).toFloatArray());
            assertThat(((Tensor) third.nu()).toFloatArray()).isNotEqualTo(((Tensor) first.nu()).toFloatArray());
        }

        @Test
        void needsTheLossAsAFunction() {
            var sophia = Contrib.scaleBySophia();

            assertThatThrownBy(() -> sophia.update(START, sophia.init(START), START))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("This optimiser needs the loss as a function of the parameters. Pass"
                            + " UpdateContext.of(params).valueFunction(loss) as the third argument of update.");
        }
    }

    @Test
    void normalizedGradientsHaveTheNormOne() {
        var tree = Map.of("a", Tensor.of(3f), "b", Tensor.of(0f, 4f));
        var normalize = Contrib.normalize();

        var unit = normalize.update(tree, normalize.init(tree)).updates();

        assertThat(unit.get("a").toFloatArray()).containsExactly(new float[] {0.6f}, within(1e-6f));
        assertThat(unit.get("b").toFloatArray()).containsExactly(new float[] {0, 0.8f}, within(1e-6f));
    }

    @Test
    void mechanicFollowsItsBaseOptimizer() {
        var mechanize =
                Contrib.mechanize(Optimizers.sgd(1), o -> o.weightDecay(0).sInit(1e-1));

        var step = mechanize.update(START, mechanize.init(START), START);

        assertThat(Optimizers.applyUpdates(START, step.updates())
                        .sub(START)
                        .mul(START)
                        .max()
                        .item())
                .isLessThanOrEqualTo(0);
        assertThat(step.state().count().itemLong()).isEqualTo(1);
    }
}
