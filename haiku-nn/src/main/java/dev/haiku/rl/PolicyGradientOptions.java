package dev.haiku.rl;

/**
 * Whether policy gradients treat advantages as data.
 *
 * @param useStopGradient whether no gradient flows into advantages, true by default
 */
public record PolicyGradientOptions(boolean useStopGradient) {

    static final PolicyGradientOptions DEFAULTS = new PolicyGradientOptions(true);

    /** {@return these options with or without gradients of advantages} */
    public PolicyGradientOptions useStopGradient(boolean useStopGradient) {
        return new PolicyGradientOptions(useStopGradient);
    }
}
