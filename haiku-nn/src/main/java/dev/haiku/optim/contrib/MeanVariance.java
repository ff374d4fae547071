package dev.haiku.optim.contrib;

import dev.haiku.array.ShapeException;
import dev.haiku.func.Control;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;

/**
 * The rule of {@link Contrib#addMeanVariance}.
 *
 * @param optimizer the optimiser
 * @param decay the share of the moving averages that each step keeps
 * @param steps how many batches make a step
 */
record MeanVariance(GradientTransformation<?> optimizer, Hyperparameter decay, int steps) {

    MeanVariance {
        Accumulate.requireSteps("addMeanVariance", steps);
    }

    /** The moments of the gradients since the last step. */
    private record Moments(Object mean, Object squares, Tensor batches, int size) {}

    MeanVarianceState init(Object params) {
        var zeros = TreeMath.zerosLike(params);
        return new MeanVarianceState(
                Tensor.scalar(0),
                Tensor.scalar(false),
                zeros,
                zeros,
                Tensor.scalar(0),
                decay.fill(Tensor.scalar(0.0)),
                zeros,
                zeros,
                optimizer.init(params));
    }

    Update<Object, MeanVarianceState> update(Object gradients, MeanVarianceState state, UpdateContext context) {
        var moments = moments(gradients, state);
        if (steps == 1) {
            return step(state, moments, context);
        }
        return Control.cond(
                moments.batches().eq(steps),
                (MeanVarianceState s) -> step(s, moments, context),
                s -> new Update<>(TreeMath.zerosLike(moments.mean()), gathering(s, moments)),
                state);
    }

    private static MeanVarianceState gathering(MeanVarianceState state, Moments moments) {
        return new MeanVarianceState(
                moments.batches(),
                Tensor.scalar(false),
                moments.mean(),
                moments.squares(),
                state.count(),
                state.emaDecay(),
                state.meanEma(),
                state.varianceEma(),
                state.innerState());
    }

    private Update<Object, MeanVarianceState> step(MeanVarianceState state, Moments moments, UpdateContext context) {
        var update = optimizer.updateAny(moments.mean(), state.innerState(), context);
        var zeros = TreeMath.zerosLike(moments.mean());
        var variance = TreeMath.scale(1.0 / ((double) moments.size() * steps - 1), moments.squares());
        return new Update<>(
                update.updates(),
                new MeanVarianceState(
                        Tensor.scalar(0),
                        Tensor.scalar(true),
                        zeros,
                        zeros,
                        Optimizers.safeIncrement(state.count()),
                        state.emaDecay(),
                        TreeMath.updateMoment(moments.mean(), state.meanEma(), decay, 1),
                        TreeMath.updateMoment(variance, state.varianceEma(), decay, 1),
                        update.state()));
    }

    /** {@return the moments with one batch more, as Chan et al., 1979, join them} */
    private static Moments moments(Object gradients, MeanVarianceState state) {
        int size = examples(gradients);
        var batches = state.microStep().add(1);
        var mean = Trees.map(gradients, (Tensor g) -> Ops.mean(g, 0));
        var squares =
                Trees.map(gradients, (Tensor g) -> Ops.sum(Ops.square(g.sub(Ops.mean(g, List.of(0), Dims.KEEP))), 0));
        var delta = TreeMath.sub(mean, state.meanGrads());
        var joined = Trees.map(
                state.sumSqDiffGrads(),
                squares,
                delta,
                (a, s, d) -> a.add(s)
                        .add(perBatch(d.square().mul(size), batches)
                                .mul(state.microStep().cast(d.dtype()))));
        return new Moments(
                Trees.map(state.meanGrads(), delta, (a, d) -> a.add(perBatch(d, batches))), joined, batches, size);
    }

    private static Tensor perBatch(Tensor x, Tensor batches) {
        return x.div(batches.cast(x.dtype()));
    }

    private static int examples(Object gradients) {
        var shapes =
                Trees.leaves(gradients).stream().map(Tensor::shape).distinct().toList();
        var sizes = shapes.stream()
                .map(shape -> shape.rank() == 0 ? 0 : shape.dim(0))
                .distinct()
                .toList();
        if (sizes.size() != 1 || sizes.get(0) == 0) {
            throw new ShapeException("addMeanVariance needs gradients with one number of examples along the first axis,"
                    + " but got shapes " + shapes + ".");
        }
        return sizes.get(0);
    }
}
