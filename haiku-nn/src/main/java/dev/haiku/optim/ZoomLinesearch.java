package dev.haiku.optim;

import dev.haiku.func.Control;
import dev.haiku.tensor.Tensor;

/**
 * The rule of {@link Optimizers#scaleByZoomLinesearch}.
 *
 * @param maxSteps how many steps are tried at most
 * @param options what else is chosen
 */
record ZoomLinesearch(int maxSteps, ZoomOptions options) {

    LinesearchState init(Object params) {
        var dtype = Backtracking.dtype(params);
        var infinite = Tensor.scalar(dtype, Double.POSITIVE_INFINITY);
        return new LinesearchState(
                Tensor.scalar(dtype, 1.0),
                infinite,
                TreeMath.zerosLike(params),
                new LinesearchInfo(Tensor.scalar(0), infinite, infinite));
    }

    Update<Object, LinesearchState> update(Object updates, LinesearchState state, UpdateContext context) {
        var dtype = state.value().dtype();
        var value = context.value().cast(dtype);
        var slope = TreeMath.vdot(updates, context.gradient()).cast(dtype);
        var first = options.initialGuess() == InitialGuess.ONE ? Tensor.scalar(dtype, 1.0) : state.learningRate();
        var zoom = new Zoom(
                context.valueFunction(),
                context.params(),
                updates,
                new LinePoint(Tensor.scalar(dtype, 0.0), value, slope),
                first,
                maxSteps,
                options);
        var end = Control.whileLoop(
                (ZoomSearch search) -> search.done().or(search.failed()).not(),
                zoom::next,
                zoom.begin(context.gradient()));
        var info = new LinesearchInfo(end.count(), end.decreaseError(), end.curvatureError());
        var next = new LinesearchState(end.current().step(), end.current().value(), end.gradient(), info);
        return new Update<>(TreeMath.scale(next.learningRate(), updates), next);
    }
}
