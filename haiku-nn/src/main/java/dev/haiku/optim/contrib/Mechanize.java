package dev.haiku.optim.contrib;

import dev.haiku.array.Shape;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.stream.IntStream;

/**
 * The rule of {@link Contrib#mechanize}.
 *
 * @param base the optimiser whose scale is learnt
 * @param o what is chosen
 */
record Mechanize(GradientTransformation<?> base, MechanizeOptions o) {

    MechanizeState init(Object params) {
        var zeros = Ops.zeros(Shape.of(o.numBetas()), TreeMath.lowestDtype(params));
        return new MechanizeState(
                base.init(params),
                Tensor.scalar(0),
                zeros,
                zeros,
                zeros,
                o.sInit().fill(zeros),
                TreeMath.copy(params));
    }

    Update<Object, MechanizeState> update(Object gradients, MechanizeState state, UpdateContext context) {
        var params = context.params();
        var step = base.updateAny(gradients, state.baseOptimizerState(), context);
        var first = TreeMath.where(state.count().eq(0), params, state.x0());
        var scale = Ops.sum(state.s());
        var displacement =
                Trees.map(params, first, (p, p0) -> p0.sub(p).div(o.eps().plus(scale)));
        var longer = TreeMath.sub(displacement, step.updates());
        var h = TreeMath.vdot(decayed(gradients, params, scale), displacement);
        var next = learn(state, h);
        var nextScale = Ops.sum(next.s());
        var updates = Trees.map(
                first, longer, params, (p0, d, p) -> p0.sub(d.mul(nextScale)).sub(p));
        return new Update<>(
                updates,
                new MechanizeState(
                        step.state(),
                        Optimizers.safeIncrement(state.count()),
                        next.r(),
                        next.m(),
                        next.v(),
                        next.s(),
                        first));
    }

    private Object decayed(Object gradients, Object params, Tensor scale) {
        var ratio = TreeMath.norm(gradients).div(o.eps().plus(TreeMath.norm(params)));
        return TreeMath.addScale(gradients, o.weightDecay().times(scale).mul(ratio), params);
    }

    /** What is learnt: winnings, largest products, averages of squares, and the scales. */
    private record Learnt(Tensor r, Tensor m, Tensor v, Tensor s) {}

    private Learnt learn(MechanizeState state, Tensor h) {
        var betas = betas(state.s());
        var clipped = Ops.clip(h, state.m().neg(), state.m());
        var m = Ops.maximum(betas.mul(state.m()), o.eps().plus(Ops.abs(h)));
        var v = Ops.square(betas).mul(state.v()).add(Ops.square(h));
        var r = betas.mul(state.r()).add(clipped.mul(state.s()));
        var wealth = o.sInit().times(m.div(o.numBetas())).add(Ops.maximum(r, 0.0));
        return new Learnt(r, m, v, wealth.div(o.eps().plus(Ops.sqrt(v))));
    }

    private Tensor betas(Tensor like) {
        double[] values = IntStream.rangeClosed(1, o.numBetas())
                .mapToDouble(i -> 1 - Math.pow(0.1, i))
                .toArray();
        return Tensor.of(values).cast(like.dtype());
    }
}
