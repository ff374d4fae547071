package dev.haiku.loss;

import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about the focal loss.
 *
 * @param alpha the weight of yes, of which no has the rest; none by default
 * @param gamma how much less easy examples count; 2 by default
 */
public record FocalOptions(@Nullable Double alpha, double gamma) {

    static final FocalOptions DEFAULTS = new FocalOptions(null, 2);

    /** {@return these options with a weight of yes} */
    public FocalOptions alpha(double alpha) {
        return new FocalOptions(alpha, gamma);
    }

    /** {@return these options with another focus} */
    public FocalOptions gamma(double gamma) {
        return new FocalOptions(alpha, gamma);
    }
}
