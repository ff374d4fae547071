package dev.haiku.rl;

import dev.haiku.array.DType;
import dev.haiku.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The settings of n-step returns.
 *
 * @param lambdaT how much of the later returns replaces the value of each state: a scalar, or one number for each step; 1
 *     by default
 * @param stopTargetGradients whether no gradient flows into the returns; it does by default
 */
public record NStepOptions(@Nullable Tensor lambdaT, boolean stopTargetGradients) {

    static final NStepOptions DEFAULTS = new NStepOptions(null, false);

    /** {@return these options with one mixing parameter for all steps} */
    public NStepOptions lambdaT(double lambda) {
        return lambdaT(Tensor.scalar(DType.F64, lambda));
    }

    /** {@return these options with a mixing parameter that is a scalar or {@code [T]}} */
    public NStepOptions lambdaT(Tensor lambdaT) {
        return new NStepOptions(lambdaT, stopTargetGradients);
    }

    /** {@return these options with or without gradients of the returns} */
    public NStepOptions stopTargetGradients(boolean stop) {
        return new NStepOptions(lambdaT, stop);
    }
}
