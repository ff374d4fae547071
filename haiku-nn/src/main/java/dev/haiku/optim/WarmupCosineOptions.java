package dev.haiku.optim;

/**
 * What can be chosen about a rise and a fall along a cosine.
 *
 * @param endValue the last value; 0 by default
 * @param exponent the power to which the cosine is raised; 1 by default
 */
public record WarmupCosineOptions(double endValue, double exponent) {

    static final WarmupCosineOptions DEFAULTS = new WarmupCosineOptions(0, 1);

    /** {@return these options with another last value} */
    public WarmupCosineOptions endValue(double endValue) {
        return new WarmupCosineOptions(endValue, exponent);
    }

    /** {@return these options with another power of the cosine} */
    public WarmupCosineOptions exponent(double exponent) {
        return new WarmupCosineOptions(endValue, exponent);
    }
}
