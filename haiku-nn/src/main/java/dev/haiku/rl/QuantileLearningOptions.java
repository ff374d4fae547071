package dev.haiku.rl;

/**
 * The settings of quantile regression.
 *
 * @param huberParam up to which error the loss is quadratic; 0, the default, means absolute errors
 * @param stopTargetGradients whether no gradient flows into targets, true by default
 */
public record QuantileLearningOptions(double huberParam, boolean stopTargetGradients) {

    static final QuantileLearningOptions DEFAULTS = new QuantileLearningOptions(0, true);

    /** {@return these options with another bound of the quadratic part} */
    public QuantileLearningOptions huberParam(double huberParam) {
        return new QuantileLearningOptions(huberParam, stopTargetGradients);
    }

    /** {@return these options with or without gradients of targets} */
    public QuantileLearningOptions stopTargetGradients(boolean stop) {
        return new QuantileLearningOptions(huberParam, stop);
    }
}
