package dev.haiku.optim.contrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The scale of updates shrinks when losses stay where they are. */
class PlateauTest {

    private static final Tensor X = Tensor.of(1f);

    private static ReduceOnPlateauState run(GradientTransformation<ReduceOnPlateauState> plateau, double... losses) {
        var state = plateau.init(X);
        for (double loss : losses) {
            state = plateau.update(X, state, UpdateContext.of(X).value(Tensor.scalar(loss)))
                    .state();
        }
        return state;
    }

    @Test
    void shrinksWhenPatienceEnds() {
        var plateau = Contrib.reduceOnPlateau(o -> o.factor(0.5).patience(3));

        assertThat(run(plateau, 1, 1, 1).scale().item()).isEqualTo(1);
        assertThat(run(plateau, 1, 1, 1, 1).scale().item()).isEqualTo(0.5);
        assertThat(run(plateau, 1, 1, 0.5, 0.5, 0.5).scale().item()).isEqualTo(1);
    }

    @Test
    void multipliesUpdates() {
        var plateau = Contrib.reduceOnPlateau(o -> o.factor(0.5).patience(1));
        var state = run(plateau, 1);

        var update = plateau.update(X.mul(4), state, UpdateContext.of(X).value(Tensor.scalar(1.0)));

        assertThat(update.updates().item()).isEqualTo(2);
    }

    @Test
    void waitsAfterItShrank() {
        var impatient = Contrib.reduceOnPlateau(o -> o.factor(0.5).patience(1));
        var waiting = Contrib.reduceOnPlateau(o -> o.factor(0.5).patience(1).cooldown(2));

        assertThat(run(impatient, 1, 1, 1, 1).scale().item()).isEqualTo(0.125);
        assertThat(run(waiting, 1, 1, 1, 1).scale().item()).isEqualTo(0.5);
    }

    @Test
    void averagesSeveralLosses() {
        var plateau = Contrib.reduceOnPlateau(o -> o.factor(0.5).patience(1).accumulationSize(2));

        assertThat(run(plateau, 3, 1).bestValue().item()).isCloseTo(2, within(1e-6));
        assertThat(run(plateau, 3, 1, 2, 2).scale().item()).isEqualTo(0.5);
    }

    @Test
    void neverShrinksBelowTheLeastScale() {
        var plateau = Contrib.reduceOnPlateau(o -> o.factor(0.5).patience(1).minScale(0.4));

        assertThat(run(plateau, 1, 1, 1, 1).scale().item()).isEqualTo(0.4f);
    }

    @Test
    void countsOnlyImprovementsBeyondTolerances() {
        var plateau =
                Contrib.reduceOnPlateau(o -> o.factor(0.5).patience(1).rtol(0).atol(0.5));

        assertThat(run(plateau, 1, 0.75).scale().item()).isEqualTo(0.5);
        assertThat(run(plateau, 1, 0.25).scale().item()).isEqualTo(1);
    }

    @Test
    void needsTheLoss() {
        var plateau = Contrib.reduceOnPlateau();

        assertThatThrownBy(() -> plateau.update(X, plateau.init(X), X))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "This optimiser needs the value of the loss. Pass UpdateContext.of(params).value(loss) as the"
                                + " third argument of update.");
    }

    @Test
    void rejectsAFactorThatDoesNotShrink() {
        assertThatThrownBy(() -> Contrib.reduceOnPlateau(o -> o.factor(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reduceOnPlateau needs a factor in (0, 1), but got 1.0.");
    }

    @Test
    void rejectsTolerancesThatAreBothZero() {
        assertThatThrownBy(() -> Contrib.reduceOnPlateau(o -> o.rtol(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reduceOnPlateau needs rtol in [0, 1] and atol >= 0, not both 0, but got 0.0 and 0.0.");
    }

    @Test
    void factorsOfAScheduleAreNotChecked() {
        assertThat(Contrib.reduceOnPlateau(o -> o.factor(Hyperparameter.of(Tensor.scalar(2.0)))))
                .isNotNull();
    }
}
