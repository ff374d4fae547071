package dev.haiku.optim.contrib;

import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * The rule of {@link Contrib#scheduleFree}.
 *
 * @param base the optimiser that makes steps
 * @param learningRate its learning rate
 * @param o what is chosen
 */
record ScheduleFree(GradientTransformation<?> base, Hyperparameter learningRate, ScheduleFreeOptions o) {

    ScheduleFree {
        if (o.b1().isFixed() && !(o.b1().doubleValue() > 0 && o.b1().doubleValue() <= 1)) {
            throw new IllegalArgumentException("scheduleFree needs b1 in (0, 1], but got " + o.b1()
                    + ". Without a share of the average, gradients tell nothing about it.");
        }
    }

    ScheduleFreeState init(Object params) {
        var zero = Tensor.scalar(TreeMath.lowestDtype(params), 0.0);
        return new ScheduleFreeState(
                o.b1().fill(zero),
                zero,
                Tensor.scalar(1),
                zero,
                base.init(params),
                TreeMath.copy(AverageContributions.castTo(params, o.stateDtype())));
    }

    Update<Object, ScheduleFreeState> update(Object gradients, ScheduleFreeState state, UpdateContext context) {
        var params = context.params();
        var rate = learningRate.at(state.stepCount()).fill(state.maxLr());
        var largest = Ops.maximum(state.maxLr(), rate);
        var weight = Ops.pow(largest, o.weightLrPower().tensor()).cast(largest.dtype());
        var sum = state.weightSum().add(weight);
        var share = Ops.where(sum.eq(0.0), 0.0, weight.div(sum));
        var step = base.updateAny(gradients, state.baseOptimizerState(), context);
        var moved = Optimizers.applyUpdates(state.z(), step.updates());
        var average = Trees.map(
                average(params, state.z(), o.b1()),
                moved,
                (x, z) -> x.mul(Ops.sub(1, share)).add(z.mul(share)));
        var updates = Trees.map(
                average,
                moved,
                params,
                (x, z, y) -> o.b1().times(x).add(o.b1().complement().times(z)).sub(y));
        return new Update<>(
                updates,
                new ScheduleFreeState(
                        state.b1(), sum, Optimizers.safeIncrement(state.stepCount()), largest, step.state(), moved));
    }

    /** {@return the average x of which the parameters are the mixture {@code y = b1·x + (1 - b1)·z}} */
    static <P> P average(P params, P moved, Hyperparameter b1) {
        return Trees.map(params, moved, (y, z) -> b1.under(y.sub(b1.complement().times(z))));
    }
}
