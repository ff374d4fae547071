package dev.haiku.optim.contrib;

import dev.haiku.optim.Optimizers;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * The rule of {@link Contrib#momoAdam}.
 *
 * @param o what is chosen
 */
record MomoAdam(MomoAdamOptions o) {

    MomoAdamState init(Object params) {
        var zero = Tensor.scalar(TreeMath.lowestDtype(params), 0.0);
        var zeros = TreeMath.zerosLike(params);
        return new MomoAdamState(zeros, zeros, zero, zero, o.lowerBound().fill(zero), Tensor.scalar(0));
    }

    Update<Object, MomoAdamState> update(Object gradients, MomoAdamState state, UpdateContext context) {
        var params = context.params();
        var count = Optimizers.safeIncrement(state.count());
        var dtype = state.barf().dtype();
        var meanLoss = TreeMath.updateMoment(context.value().cast(dtype), state.barf(), o.b1(), 1);
        var mean = TreeMath.updateMoment(gradients, state.expAvg(), o.b1(), 1);
        var square = TreeMath.updateMoment(gradients, state.expAvgSq(), o.b2(), 2);
        var divisor = Trees.map(
                TreeMath.biasCorrection(square, o.b2(), count),
                (Tensor v) -> o.eps().plus(Ops.sqrt(v)));
        var direction = TreeMath.div(mean, divisor);
        var gamma = TreeMath.updateMoment(TreeMath.vdot(gradients, params), state.gamma(), o.b1(), 1);
        var rate = o.learningRate().at(state.count()).fill(state.barf());
        var correction = Corrections.share(o.b1(), count).cast(dtype);
        var model = new LossModel(
                meanLoss, gamma, TreeMath.vdot(mean, params), TreeMath.vdot(mean, direction), rate, o.weightDecay());
        var bound = o.adaptLowerBound() ? model.lowerBound(state.lb(), o.lowerBound(), correction) : state.lb();
        var step = Ops.minimum(rate.div(correction), model.step(correction.mul(bound)));
        var updates = Trees.map(
                direction,
                params,
                (d, p) -> p.mul(model.shrink()).add(d.mul(step)).neg());
        var next = o.adaptLowerBound() ? model.nextBound(step, o.lowerBound(), correction) : state.lb();
        return new Update<>(updates, new MomoAdamState(mean, square, meanLoss, gamma, next.cast(dtype), count));
    }
}
