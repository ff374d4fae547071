package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.func.Control;
import dev.haiku.func.Func;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * The rule of {@link Optimizers#scaleByBacktrackingLinesearch}.
 *
 * @param maxSteps how often an update is shortened at most
 * @param options what else is chosen
 */
record Backtracking(int maxSteps, BacktrackingOptions options) {

    /** A search on its way: the step tried last, the loss there, by how much it is too large, the number of tries. */
    private record Search(Tensor step, Tensor value, Tensor error, Tensor tries) {}

    LinesearchState init(Object params) {
        var dtype = dtype(params);
        var infinite = Tensor.scalar(dtype, Double.POSITIVE_INFINITY);
        return new LinesearchState(
                Tensor.scalar(dtype, 1.0),
                infinite,
                options.storeGrad() ? TreeMath.zerosLike(params) : new EmptyState(),
                new LinesearchInfo(Tensor.scalar(0), infinite, Tensor.scalar(dtype, 0.0)));
    }

    /** {@return the element type of steps and values: that of the first tensor} */
    static DType dtype(Object params) {
        return Trees.leaves(params).get(0).dtype();
    }

    Update<Object, LinesearchState> update(Object updates, LinesearchState state, UpdateContext context) {
        var dtype = state.value().dtype();
        var value = context.value().cast(dtype);
        var slope = TreeMath.vdot(updates, context.gradient()).cast(dtype);
        var first = options.maxLearningRate().min(options.increaseFactor().times(state.learningRate()));
        var begin =
                new Search(first.cast(dtype), value, Tensor.scalar(dtype, Double.POSITIVE_INFINITY), Tensor.scalar(0));
        var end = Control.whileLoop(this::goesOn, search -> next(search, updates, value, slope, context), begin);
        var step = Ops.where(end.error().eq(Double.POSITIVE_INFINITY), 0.0, end.step());
        var gradient = options.storeGrad() ? gradientAt(end.step(), updates, context) : state.grad();
        var info = new LinesearchInfo(end.tries(), end.error(), state.info().curvatureError());
        return new Update<>(TreeMath.scale(step, updates), new LinesearchState(step, end.value(), gradient, info));
    }

    private Tensor goesOn(Search search) {
        return search.error()
                .le(options.atol().tensor())
                .not()
                .and(search.tries().le(maxSteps));
    }

    private Search next(Search search, Object updates, Tensor value, Tensor slope, UpdateContext context) {
        var shorter = options.decreaseFactor().times(search.step());
        var step = Ops.where(search.tries().gt(0), shorter, search.step()).cast(value.dtype());
        var params = TreeMath.addScale(context.params(), step, updates);
        var reached = context.valueFunction().apply(params).cast(value.dtype());
        var allowed =
                options.rtol().times(value).add(value).add(options.slopeRtol().times(step.mul(slope)));
        var excess = reached.sub(allowed);
        var error = Ops.where(excess.isNan(), Double.POSITIVE_INFINITY, Ops.maximum(excess, 0.0));
        return new Search(
                step, reached, error.cast(value.dtype()), search.tries().add(1));
    }

    private static Object gradientAt(Tensor step, Object updates, UpdateContext context) {
        return Func.grad(context.valueFunction()).apply(TreeMath.addScale(context.params(), step, updates));
    }
}
