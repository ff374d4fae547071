package dev.haiku.optim;

import java.util.function.UnaryOperator;

/** The part of {@link Optimizers} that estimates curvature and searches along a line. */
abstract class SearchTransforms extends ScalingTransforms {

    private static final int DEFAULT_MEMORY = 10;
    private static final int DEFAULT_SEARCH_STEPS = 20;

    SearchTransforms() {}

    /** {@return {@link #scaleByLbfgs(int, boolean)} that remembers 10 steps, scaled} */
    public static GradientTransformation<LbfgsState> scaleByLbfgs() {
        return scaleByLbfgs(DEFAULT_MEMORY, true);
    }

    /**
     * {@return the transformation that multiplies gradients by an estimate of the inverse of the Hessian matrix}
     *
     * <p>Source: Liu and Nocedal, <em>On the limited memory BFGS method for large scale optimization</em>, 1989.
     *
     * @param memorySize the number of last steps from which the curvature is estimated, at least 1
     * @param scaleInitPrecond whether the first guess is scaled by the last step, and the first step is at most of
     *     length 1
     */
    public static GradientTransformation<LbfgsState> scaleByLbfgs(int memorySize, boolean scaleInitPrecond) {
        var rule = new Lbfgs(memorySize, scaleInitPrecond);
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return {@link #scaleByBacktrackingLinesearch(int, UnaryOperator)} without edited options} */
    public static GradientTransformation<LinesearchState> scaleByBacktrackingLinesearch(int maxBacktrackingSteps) {
        return scaleByBacktrackingLinesearch(maxBacktrackingSteps, o -> o);
    }

    /**
     * {@return the transformation that shortens updates until the loss decreases as much as its slope promises}
     *
     * <p>It needs the loss, its gradient and the loss as a function, {@link UpdateContext}. Source: Armijo,
     * <em>Minimization of functions having Lipschitz continuous first partial derivatives</em>, 1966.
     *
     * @param maxBacktrackingSteps how often an update is shortened at most
     * @param edit edits the options
     */
    public static GradientTransformation<LinesearchState> scaleByBacktrackingLinesearch(
            int maxBacktrackingSteps, UnaryOperator<BacktrackingOptions> edit) {
        var rule = new Backtracking(maxBacktrackingSteps, edit.apply(BacktrackingOptions.DEFAULTS));
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return {@link #scaleByZoomLinesearch(int, UnaryOperator)} without edited options} */
    public static GradientTransformation<LinesearchState> scaleByZoomLinesearch(int maxLinesearchSteps) {
        return scaleByZoomLinesearch(maxLinesearchSteps, o -> o);
    }

    /**
     * {@return the transformation that scales updates so that the loss decreases as much as its slope promises and is
     * flatter at the end: the strong conditions of Wolfe}
     *
     * <p>It needs the loss, its gradient and the loss as a function, {@link UpdateContext}. If no step meets both
     * conditions, it takes one that meets the first. Source: Nocedal and Wright, <em>Numerical optimization</em>, 1999,
     * algorithms 3.5 and 3.6.
     *
     * @param maxLinesearchSteps how many steps it tries at most
     * @param edit edits the options
     */
    public static GradientTransformation<LinesearchState> scaleByZoomLinesearch(
            int maxLinesearchSteps, UnaryOperator<ZoomOptions> edit) {
        var rule = new ZoomLinesearch(maxLinesearchSteps, edit.apply(ZoomOptions.DEFAULTS));
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return the line search of {@link Optimizers#lbfgs()}} */
    static GradientTransformation<LinesearchState> defaultLinesearch() {
        return scaleByZoomLinesearch(DEFAULT_SEARCH_STEPS, o -> o.initialGuess(InitialGuess.ONE));
    }
}
