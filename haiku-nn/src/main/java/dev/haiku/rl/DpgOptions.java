package dev.haiku.rl;

/**
 * The settings of deterministic policy gradients.
 *
 * @param dqdaClipping the greatest norm of the gradient of the value, infinite by default
 * @param useStopGradient whether no gradient flows into the target, true by default
 */
public record DpgOptions(double dqdaClipping, boolean useStopGradient) {

    static final DpgOptions DEFAULTS = new DpgOptions(Double.POSITIVE_INFINITY, true);

    /** {@return these options with a greatest norm of the gradient of the value} */
    public DpgOptions dqdaClipping(double dqdaClipping) {
        return new DpgOptions(dqdaClipping, useStopGradient);
    }

    /** {@return these options with or without a gradient of the target} */
    public DpgOptions useStopGradient(boolean useStopGradient) {
        return new DpgOptions(dqdaClipping, useStopGradient);
    }
}
