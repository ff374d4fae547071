package dev.haiku.rl;

import dev.haiku.array.DType;
import dev.haiku.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The settings of V-trace.
 *
 * @param lambda how much of the later errors counts, a scalar or {@code [T]}; 1 by default
 * @param clipRhoThreshold the greatest weight of an error, 1 by default
 * @param clipPgRhoThreshold the greatest weight of an advantage, 1 by default; functions without advantages ignore it
 * @param stopTargetGradients whether no gradient flows into targets, true by default
 * @param sampleMask which steps count, {@code bool[T]}; at others the error of the next step stands; all by default
 */
public record VtraceOptions(
        @Nullable Tensor lambda,
        double clipRhoThreshold,
        double clipPgRhoThreshold,
        boolean stopTargetGradients,
        @Nullable Tensor sampleMask) {

    static final VtraceOptions DEFAULTS = new VtraceOptions(null, 1, 1, true, null);

    /** {@return these options with one mixing parameter for all steps} */
    public VtraceOptions lambda(double lambda) {
        return lambda(Tensor.scalar(DType.F64, lambda));
    }

    /** {@return these options with a mixing parameter that is a scalar or {@code [T]}} */
    public VtraceOptions lambda(Tensor lambda) {
        return new VtraceOptions(lambda, clipRhoThreshold, clipPgRhoThreshold, stopTargetGradients, sampleMask);
    }

    /** {@return these options with another greatest weight of errors} */
    public VtraceOptions clipRhoThreshold(double threshold) {
        return new VtraceOptions(lambda, threshold, clipPgRhoThreshold, stopTargetGradients, sampleMask);
    }

    /** {@return these options with another greatest weight of advantages} */
    public VtraceOptions clipPgRhoThreshold(double threshold) {
        return new VtraceOptions(lambda, clipRhoThreshold, threshold, stopTargetGradients, sampleMask);
    }

    /** {@return these options with or without gradients of targets} */
    public VtraceOptions stopTargetGradients(boolean stop) {
        return new VtraceOptions(lambda, clipRhoThreshold, clipPgRhoThreshold, stop, sampleMask);
    }

    /** {@return these options with a choice of steps} */
    public VtraceOptions sampleMask(Tensor sampleMask) {
        return new VtraceOptions(lambda, clipRhoThreshold, clipPgRhoThreshold, stopTargetGradients, sampleMask);
    }
}
