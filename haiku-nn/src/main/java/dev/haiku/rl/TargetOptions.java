package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * Whether gradients flow into targets.
 *
 * @param stopTargetGradients whether they do not; learning functions stop them by default, calculators of returns do not
 */
public record TargetOptions(boolean stopTargetGradients) {

    /** Of functions that return errors or losses. */
    static final TargetOptions LEARNING = new TargetOptions(true);

    /** Of functions that return targets. */
    static final TargetOptions RETURNS = new TargetOptions(false);

    /** {@return these options with or without gradients of targets} */
    public TargetOptions stopTargetGradients(boolean stop) {
        return new TargetOptions(stop);
    }

    /** {@return a target, through which no gradient flows if these options say so} */
    Tensor stopped(Tensor target) {
        return Streams.stopIf(stopTargetGradients, target);
    }
}
