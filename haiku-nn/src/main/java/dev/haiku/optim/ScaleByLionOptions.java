package dev.haiku.optim;

import dev.haiku.array.DType;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about the core of Lion.
 *
 * @param b1 the share of the old average in the direction, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average, in [0, 1); 0.99 by default
 * @param muDtype the element type in which the average of gradients is kept; that of the parameters by default
 * @param mode what is made of the direction: its sign by default
 * @param smoothBeta the steepness of {@link LionMode#SMOOTH}; 1 by default
 */
public record ScaleByLionOptions(
        Hyperparameter b1, Hyperparameter b2, @Nullable DType muDtype, LionMode mode, Hyperparameter smoothBeta) {

    static final ScaleByLionOptions DEFAULTS = new ScaleByLionOptions(
            Hyperparameter.of(0.9), Hyperparameter.of(0.99), null, LionMode.HARD, Hyperparameter.of(1));

    /** {@return these options with another share of the old average in the direction} */
    public ScaleByLionOptions b1(Number b1) {
        return new ScaleByLionOptions(Hyperparameter.of(b1), b2, muDtype, mode, smoothBeta);
    }

    /** {@return these options with another decay rate of the average} */
    public ScaleByLionOptions b2(Number b2) {
        return new ScaleByLionOptions(b1, Hyperparameter.of(b2), muDtype, mode, smoothBeta);
    }

    /** {@return these options with another element type of the average of gradients} */
    public ScaleByLionOptions muDtype(DType muDtype) {
        return new ScaleByLionOptions(b1, b2, muDtype, mode, smoothBeta);
    }

    /** {@return these options with another function of the direction} */
    public ScaleByLionOptions mode(LionMode mode) {
        return new ScaleByLionOptions(b1, b2, muDtype, mode, smoothBeta);
    }

    /** {@return these options with another steepness of {@link LionMode#SMOOTH}} */
    public ScaleByLionOptions smoothBeta(Number smoothBeta) {
        return new ScaleByLionOptions(b1, b2, muDtype, mode, Hyperparameter.of(smoothBeta));
    }
}
