package dev.haiku.optim.contrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.func.Func;
import dev.haiku.optim.EmptyState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Sharpness-aware minimisation makes one step of two gradients, in two calls or in one. */
class SharpnessTest {

    private static final Function<Tensor, Tensor> LOSS =
            x -> Ops.square(Ops.square(x)).sum();
    private static final Function<Tensor, Tensor> GRADIENT = Func.grad(LOSS);
    private static final Tensor START = Tensor.of(1f, -0.5f);
    private static final GradientTransformation<?> STEP = Optimizers.sgd(0.1);
    private static final GradientTransformation<?> CLIMB = Optimizers.chain(Contrib.normalize(), Optimizers.sgd(0.05));

    private static Tensor expected() {
        var gradient = GRADIENT.apply(START);
        var there =
                START.add(gradient.mul(0.05).div(Ops.sqrt(Ops.square(gradient).sum())));
        return START.sub(GRADIENT.apply(there).mul(0.1));
    }

    @Test
    void climbsAndThenStepsFromWhereItBegan() {
        var sam = Contrib.sam(STEP, CLIMB);

        var climb = sam.update(GRADIENT.apply(START), sam.init(START), START);
        var there = Optimizers.applyUpdates(START, climb.updates());
        var step = sam.update(GRADIENT.apply(there), climb.state(), there);

        assertClose(Optimizers.applyUpdates(there, step.updates()), expected());
        assertThat(step.state().stepsSinceSync().itemLong()).isZero();
    }

    @Test
    void doesBothInOneCall() {
        var sam = Contrib.sam(STEP, CLIMB, o -> o.opaqueMode(true));
        var context = UpdateContext.of(START).gradientFunction((Tensor x, Integer i) -> GRADIENT.apply(x));

        var step = sam.update(GRADIENT.apply(START), sam.init(START), context);

        assertClose(Optimizers.applyUpdates(START, step.updates()), expected());
        assertThat(step.state().cache()).isInstanceOf(EmptyState.class);
    }

    @Test
    void tellsWhichGradientItAsksFor() {
        var sam = Contrib.sam(STEP, CLIMB, o -> o.opaqueMode(true).syncPeriod(4));
        var asked = new StringBuilder();
        var context = UpdateContext.of(START).gradientFunction((Tensor x, Integer i) -> {
            asked.append(i);
            return GRADIENT.apply(x);
        });

        sam.update(GRADIENT.apply(START), sam.init(START), context);

        assertThat(asked).hasToString("012");
    }

    @Test
    void withAPeriodOfOneItDoesNotClimb() {
        var sam = Contrib.sam(STEP, CLIMB, o -> o.syncPeriod(1));

        var step = sam.update(GRADIENT.apply(START), sam.init(START), START);

        assertClose(step.updates(), GRADIENT.apply(START).mul(-0.1));
    }

    @Test
    void rejectsAnEmptyPeriod() {
        assertThatThrownBy(() -> Contrib.sam(STEP, CLIMB, o -> o.syncPeriod(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sam needs a syncPeriod >= 1, but got 0.");
    }

    @Test
    void opaqueModeNeedsGradients() {
        var sam = Contrib.sam(STEP, CLIMB, o -> o.opaqueMode(true));

        assertThatThrownBy(() -> sam.update(START, sam.init(START), START))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This optimiser needs the gradient as a function of the parameters. Pass"
                        + " UpdateContext.of(params).gradientFunction(grad) as the third argument of update.");
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.sub(expected).abs().max().item()).isCloseTo(0, within(1e-6));
    }
}
