package dev.haiku.optim.contrib;

import static dev.haiku.testing.HaikuAssertions.assertThatTree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.ShapeException;
import dev.haiku.func.Func;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.ScheduleState;
import dev.haiku.optim.States;
import dev.haiku.optim.Update;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimisers of the gradients of single examples; expected numbers are those of optax. */
class ExamplesTest {

    private static final Tensor PARAMS = Tensor.of(1f, -2f);
    private static final List<Tensor> GRADIENTS = List.of(
            Tensor.of(new float[][] {{1, 2}, {3, -1}, {0, 4}}),
            Tensor.of(new float[][] {{2, 2}, {-3, 1}, {1, 0}}),
            Tensor.of(new float[][] {{0, 1}, {2, 5}, {4, 3}}),
            Tensor.of(new float[][] {{1, 1}, {1, 2}, {7, 3}}));

    private record Run<S>(List<Tensor> updates, S state) {}

    private static <S> Run<S> run(GradientTransformation<S> optimizer, List<Tensor> gradients) {
        var step = Func.jit((Tensor g, S state) -> optimizer.update(g, state, PARAMS));
        var updates = new ArrayList<Tensor>();
        var state = optimizer.init(PARAMS);
        for (var gradient : gradients) {
            Update<Tensor, S> update = step.apply(gradient, state);
            updates.add(update.updates());
            state = update.state();
        }
        return new Run<>(updates, state);
    }

    private static void assertClose(Object actual, float... expected) {
        assertThatTree(actual).isCloseTo(Tensor.of(expected), 1e-5, 1e-6);
    }

    @Test
    void keepsTheMeanAndTheVarianceOfGradientsOfExamples() {
        var optimizer = Contrib.addMeanVariance(Optimizers.sgd(0.5, 0.9, false), 0.8, 1);

        var run = run(optimizer, GRADIENTS);

        assertClose(run.updates().get(0), -0.6666667f, -0.8333334f);
        assertClose(run.updates().get(3), -2.886f, -3.3625f);
        assertClose(Contrib.unbiasedMeanAndVariance(run.state()).mean(), 1.7895212f, 1.9963868f);
        assertClose(Contrib.unbiasedMeanAndVariance(run.state()).variance(), 7.0713644f, 2.7380311f);
    }

    @Test
    void joinsTheMomentsOfSeveralBatches() {
        var optimizer = Contrib.addMeanVariance(Optimizers.sgd(0.5, 0.9, false), 0.8, 2);

        var run = run(optimizer, GRADIENTS);

        assertClose(run.updates().get(0), 0, 0);
        assertClose(run.updates().get(1), -0.33333334f, -0.6666667f);
        assertClose(run.updates().get(2), 0, 0);
        assertClose(run.updates().get(3), -1.55f, -1.85f);
        assertClose(Contrib.unbiasedMeanAndVariance(run.state()).mean(), 1.6851854f, 1.9814818f);
        assertClose(Contrib.unbiasedMeanAndVariance(run.state()).variance(), 5.61852f, 2.6407413f);
    }

    @Test
    void changesGradientsOfExamplesBeforeTheyAreAveraged() {
        var optimizer = Contrib.process(Optimizers.clip(2), Contrib.averagePerElementUpdates(), Optimizers.sgd(1));

        assertClose(run(optimizer, GRADIENTS).updates().get(0), -1, -1);
    }

    @Test
    void theOptimizerCountsOnlyCompletedMeans() {
        var optimizer = Contrib.process(
                Optimizers.identity(),
                Optimizers.chain(Contrib.averagePerElementUpdates(), Contrib.accumulateAvgUpdates(2)),
                Optimizers.sgd(count -> count.add(1).cast(PARAMS.dtype())));

        var run = run(optimizer, GRADIENTS);

        assertClose(run.updates().get(0), 0, 0);
        assertClose(run.updates().get(1), -0.6666667f, -1.3333334f);
        assertClose(run.updates().get(3), -5, -5);
        assertThat(States.get(run.state(), ScheduleState.class).count().itemLong())
                .isEqualTo(2);
    }

    @Test
    void averagesOverSeveralAxes() {
        var mean = Contrib.averagePerElementUpdates(0, 1);

        assertThat(mean.update(Ops.ones(2, 3, 4), mean.init(PARAMS))
                        .updates()
                        .shape()
                        .toString())
                .isEqualTo("[4]");
    }

    @Nested
    class Rejects {

        @ParameterizedTest
        @ValueSource(ints = {0, -1})
        void noSteps(int steps) {
            assertThatThrownBy(() -> Contrib.accumulateAvgUpdates(steps))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("accumulateAvgUpdates needs accumulationSteps >= 1, but got " + steps + ".");
            assertThatThrownBy(() -> Contrib.addMeanVariance(Optimizers.sgd(1), 0.9, steps))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("addMeanVariance needs accumulationSteps >= 1, but got " + steps + ".");
        }

        @Test
        void differentNumbersOfExamples() {
            var optimizer = Contrib.addMeanVariance(Optimizers.sgd(1));
            var params = List.of(PARAMS, PARAMS);
            var gradients = List.of(Ops.ones(3, 2), Ops.ones(4, 2));

            assertThatThrownBy(() -> optimizer.update(gradients, optimizer.init(params), params))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("addMeanVariance needs gradients with one number of examples along the first axis, but"
                            + " got shapes [[3, 2], [4, 2]].");
        }
    }
}
