package dev.haiku.rl;

/**
 * The settings of Retrace.
 *
 * @param eps what is added to the probabilities that are divided by, {@code 1e-8} by default
 * @param stopTargetGradients whether no gradient flows into targets, true by default
 */
public record RetraceOptions(double eps, boolean stopTargetGradients) {

    static final RetraceOptions DEFAULTS = new RetraceOptions(1e-8, true);

    /** {@return these options with another number added to probabilities} */
    public RetraceOptions eps(double eps) {
        return new RetraceOptions(eps, stopTargetGradients);
    }

    /** {@return these options with or without gradients of targets} */
    public RetraceOptions stopTargetGradients(boolean stop) {
        return new RetraceOptions(eps, stop);
    }
}
