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
 * The rule of {@link Contrib#prodigy}.
 *
 * @param o what is chosen
 */
record Prodigy(ProdigyOptions o) {

    ProdigyState init(Object params) {
        var dtype = TreeMath.lowestDtype(params);
        var zero = Tensor.scalar(dtype, 0.0);
        var zeros = TreeMath.zerosLike(params);
        return new ProdigyState(
                zeros, zeros, zeros, TreeMath.copy(params), o.estimLr0().fill(zero), zero, Tensor.scalar(0));
    }

    Update<Object, ProdigyState> update(Object gradients, ProdigyState state, UpdateContext context) {
        var count = Optimizers.safeIncrement(state.count());
        var estimate = state.estimLr();
        var step = Corrections.adam(o.b1(), o.b2(), count)
                .mul(o.learningRate().at(state.count()).times(estimate))
                .cast(estimate.dtype());
        var scaled = TreeMath.scale(estimate, gradients);
        var average = TreeMath.updateMoment(scaled, state.expAvg(), o.b1(), 1);
        var square = TreeMath.updateMoment(scaled, state.expAvgSq(), o.b2(), 2);
        var weight = o.estimLr0().under(o.safeguardWarmup() ? estimate : step);
        var sum = Trees.map(scaled, state.gradSum(), (d, s) -> beta3().times(s).add(d.mul(weight)));
        var product = TreeMath.vdot(gradients, TreeMath.sub(state.params0(), context.params()));
        var numerator = beta3().times(state.numeratorWeighted())
                .add(o.estimLr0().under(estimate).mul(step).mul(product));
        var next = o.estimLrCoef().times(numerator).div(TreeMath.norm(sum, 1));
        var nextEstimate = Ops.maximum(estimate, next);
        var updates = Trees.map(average, square, context.params(), (m, v, p) -> {
            var direction = m.div(Ops.sqrt(v).add(o.eps().times(nextEstimate)));
            return direction.add(o.weightDecay().times(p)).mul(step).neg();
        });
        return new Update<>(
                updates, new ProdigyState(average, square, sum, state.params0(), nextEstimate, numerator, count));
    }

    private Hyperparameter beta3() {
        var chosen = o.beta3();
        return chosen == null ? o.b2().map(Math::sqrt, Ops::sqrt) : chosen;
    }
}
