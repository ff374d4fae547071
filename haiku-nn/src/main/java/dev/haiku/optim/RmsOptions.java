package dev.haiku.optim;

/**
 * What can be chosen about RMSProp.
 *
 * @param decay the decay rate of the average of squared gradients, in [0, 1); 0.9 by default
 * @param eps added to the average; 1e-8 by default
 * @param initialScale the average before the first step; 0 by default
 * @param epsInSqrt whether {@code eps} is added under the root rather than to it; on by default
 */
public record RmsOptions(double decay, double eps, double initialScale, boolean epsInSqrt) {

    static final RmsOptions DEFAULTS = new RmsOptions(0.9, 1e-8, 0, true);

    /** {@return these options with another decay rate} */
    public RmsOptions decay(double decay) {
        return new RmsOptions(decay, eps, initialScale, epsInSqrt);
    }

    /** {@return these options with another number added to the average} */
    public RmsOptions eps(double eps) {
        return new RmsOptions(decay, eps, initialScale, epsInSqrt);
    }

    /** {@return these options with another average before the first step} */
    public RmsOptions initialScale(double initialScale) {
        return new RmsOptions(decay, eps, initialScale, epsInSqrt);
    }

    /** {@return these options with {@code eps} under the root or added to it} */
    public RmsOptions epsInSqrt(boolean epsInSqrt) {
        return new RmsOptions(decay, eps, initialScale, epsInSqrt);
    }
}
