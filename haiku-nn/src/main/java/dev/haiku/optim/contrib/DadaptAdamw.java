package dev.haiku.optim.contrib;

import dev.haiku.optim.Optimizers;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * The rule of {@link Contrib#dadaptAdamw}.
 *
 * @param o what is chosen
 */
record DadaptAdamw(DadaptAdamwOptions o) {

    DadaptAdamwState init(Object params) {
        var dtype = TreeMath.lowestDtype(params);
        var zero = Tensor.scalar(dtype, 0.0);
        var zeros = TreeMath.zerosLike(params);
        return new DadaptAdamwState(zeros, zeros, zeros, o.estimLr0().fill(zero), zero, Tensor.scalar(0));
    }

    Update<Object, DadaptAdamwState> update(Object gradients, DadaptAdamwState state, UpdateContext context) {
        var count = Optimizers.safeIncrement(state.count());
        var step = Corrections.adam(o.b1(), o.b2(), count)
                .mul(o.learningRate().at(state.count()).times(state.estimLr()))
                .cast(state.numeratorWeighted().dtype());
        var keep = o.b2().map(Math::sqrt, Ops::sqrt);
        var take = keep.complement();
        var products = Trees.map(
                gradients,
                state.gradSum(),
                state.expAvgSq(),
                (g, sum, square) -> g.mul(sum.div(o.eps().plus(Ops.sqrt(square)))));
        var scaled = TreeMath.scale(step, gradients);
        var average = Trees.map(
                state.expAvg(),
                scaled,
                (m, d) -> o.b1().times(m).add(o.b1().complement().times(d)));
        var square = TreeMath.updateMoment(gradients, state.expAvgSq(), o.b2(), 2);
        var sum = Trees.map(state.gradSum(), scaled, (s, d) -> keep.times(s).add(take.times(d)));
        var numerator = keep.times(state.numeratorWeighted()).add(take.times(step.mul(TreeMath.sum(products))));
        var estimate = numerator.div(take.times(TreeMath.norm(sum, 1)));
        var updates = Trees.map(average, square, context.params(), (m, v, p) -> {
            var decay = o.weightDecay().times(p.mul(step));
            return m.div(o.eps().plus(Ops.sqrt(v))).add(decay).neg();
        });
        return new Update<>(
                updates,
                new DadaptAdamwState(average, square, sum, Ops.maximum(state.estimLr(), estimate), numerator, count));
    }
}
