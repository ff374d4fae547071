package dev.haiku.optim;

import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about L-BFGS.
 *
 * @param learningRate a factor of steps before the line search; none by default
 * @param memorySize the number of last steps from which the curvature is estimated, at least 1; 10 by default
 * @param scaleInitPrecond whether the first guess of the curvature is scaled by the last step; on by default
 * @param linesearch the line search, or {@link Optimizers#identity} for none; by default {@code scaleByZoomLinesearch}
 *     of at most 20 steps that begins at 1
 */
public record LbfgsOptions(
        @Nullable Hyperparameter learningRate,
        int memorySize,
        boolean scaleInitPrecond,
        GradientTransformation<?> linesearch) {

    static final LbfgsOptions DEFAULTS = new LbfgsOptions(null, 10, true, Optimizers.defaultLinesearch());

    /** {@return these options with a factor of steps} */
    public LbfgsOptions learningRate(Number learningRate) {
        return new LbfgsOptions(Hyperparameter.of(learningRate), memorySize, scaleInitPrecond, linesearch);
    }

    /** {@return these options with a factor of steps that depends on the step} */
    public LbfgsOptions learningRate(Schedule learningRate) {
        return new LbfgsOptions(Hyperparameter.of(learningRate), memorySize, scaleInitPrecond, linesearch);
    }

    /** {@return these options with another number of last steps} */
    public LbfgsOptions memorySize(int memorySize) {
        return new LbfgsOptions(learningRate, memorySize, scaleInitPrecond, linesearch);
    }

    /** {@return these options with or without a scaled first guess of the curvature} */
    public LbfgsOptions scaleInitPrecond(boolean scaleInitPrecond) {
        return new LbfgsOptions(learningRate, memorySize, scaleInitPrecond, linesearch);
    }

    /** {@return these options with another line search} */
    public LbfgsOptions linesearch(GradientTransformation<?> linesearch) {
        return new LbfgsOptions(learningRate, memorySize, scaleInitPrecond, linesearch);
    }
}
