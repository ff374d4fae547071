package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * The rule of {@link Contrib#momo}.
 *
 * @param o what is chosen
 */
record Momo(MomoOptions o) {

    MomoState init(Object params) {
        var zero = Tensor.scalar(TreeMath.lowestDtype(params), 0.0);
        return new MomoState(
                TreeMath.zerosLike(params), zero, zero, o.lowerBound().fill(zero), Tensor.scalar(0));
    }

    Update<Object, MomoState> update(Object gradients, MomoState state, UpdateContext context) {
        var params = context.params();
        var keep = Ops.where(state.count().eq(0), 0.0, o.beta().fill(state.barf()));
        var take = Ops.sub(1, keep);
        var loss = context.value().cast(state.barf().dtype());
        var meanLoss = state.barf().mul(keep).add(loss.mul(take));
        var mean = TreeMath.updateMoment(gradients, state.expAvg(), Hyperparameter.of(keep), 1);
        var gamma = state.gamma().mul(keep).add(TreeMath.vdot(gradients, params).mul(take));
        var rate = o.learningRate().at(state.count()).fill(loss);
        var model = new LossModel(
                meanLoss, gamma, TreeMath.vdot(mean, params), TreeMath.squaredNorm(mean), rate, o.weightDecay());
        var bound = o.adaptLowerBound() ? model.lowerBound(state.lb(), o.lowerBound(), Tensor.scalar(1.0)) : state.lb();
        var step = Ops.minimum(rate, model.step(bound));
        var updates = Trees.map(
                mean, params, (m, p) -> p.mul(model.shrink()).add(m.mul(step)).neg());
        var next = o.adaptLowerBound() ? model.nextBound(step, o.lowerBound(), Tensor.scalar(1.0)) : state.lb();
        return new Update<>(
                updates,
                new MomoState(mean, meanLoss, gamma, next.cast(loss.dtype()), Optimizers.safeIncrement(state.count())));
    }
}
