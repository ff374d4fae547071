package dev.haiku.loss;

/**
 * What can be chosen about connectionist temporal classification.
 *
 * @param blankId the class that stands for no label; 0 by default
 * @param logEpsilon what stands for the logarithm of 0; -1e5 by default
 */
public record CtcOptions(int blankId, double logEpsilon) {

    static final CtcOptions DEFAULTS = new CtcOptions(0, -1e5);

    /** {@return these options with another class for no label} */
    public CtcOptions blankId(int blankId) {
        return new CtcOptions(blankId, logEpsilon);
    }

    /** {@return these options with another number for the logarithm of 0} */
    public CtcOptions logEpsilon(double logEpsilon) {
        return new CtcOptions(blankId, logEpsilon);
    }
}
