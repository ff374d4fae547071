package dev.haiku.optim.contrib;

import dev.haiku.optim.Optimizers;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * The rule of {@link Contrib#reduceOnPlateau}.
 *
 * @param o what is chosen
 */
record ReduceOnPlateau(ReduceOnPlateauOptions o) {

    ReduceOnPlateauState init(Object params) {
        var highest = TreeMath.highestDtype(params);
        var zero = Tensor.scalar(0);
        return new ReduceOnPlateauState(
                Tensor.scalar(TreeMath.lowestDtype(params), 1.0),
                Tensor.scalar(highest, Double.POSITIVE_INFINITY),
                zero,
                zero,
                zero,
                Tensor.scalar(highest, 0.0));
    }

    Update<Object, ReduceOnPlateauState> update(Object gradients, ReduceOnPlateauState state, UpdateContext context) {
        var dtype = state.avgValue().dtype();
        var count = Optimizers.safeIncrement(state.count());
        var sum = state.avgValue()
                .mul(state.count().cast(dtype))
                .add(context.value().cast(dtype));
        var averaged = new ReduceOnPlateauState(
                state.scale(),
                state.bestValue(),
                state.plateauCount(),
                state.cooldownCount(),
                count,
                sum.div(count.cast(dtype)));
        var next = TreeMath.where(count.eq(o.accumulationSize()), judged(averaged), averaged);
        return new Update<>(Trees.map(gradients, (Tensor g) -> g.mul(next.scale())), next);
    }

    /** {@return the state after its average was compared with the best value, and emptied} */
    private ReduceOnPlateauState judged(ReduceOnPlateauState state) {
        var goal = o.rtol().complement().times(state.bestValue()).sub(o.atol().tensor());
        var isBetter = state.avgValue().lt(goal.cast(state.avgValue().dtype()));
        var plateau = Ops.where(isBetter, 0, Optimizers.safeIncrement(state.plateauCount()));
        var isEnough = plateau.eq(o.patience());
        var isCooling = state.cooldownCount().gt(0);
        var shrunk = o.minScale().max(Ops.where(isEnough, o.factor().times(state.scale()), state.scale()));
        return new ReduceOnPlateauState(
                Ops.where(isCooling, state.scale(), shrunk.cast(state.scale().dtype())),
                Ops.where(isBetter, state.avgValue(), state.bestValue()),
                Ops.where(isCooling.or(isEnough), 0, plateau),
                Ops.where(
                        isCooling,
                        state.cooldownCount().sub(1),
                        isEnough.cast(plateau.dtype()).mul(o.cooldown())),
                Tensor.scalar(0),
                Ops.zerosLike(state.avgValue()));
    }
}
