package dev.haiku.optim;

import dev.haiku.array.DType;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about Lion.
 *
 * @param b1 the share of the old average in the direction, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average, in [0, 1); 0.99 by default
 * @param muDtype the element type in which the average of gradients is kept; that of the parameters by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 1e-3 by default
 * @param mask the parameters that decay; all by default
 */
public record LionOptions(
        Hyperparameter b1, Hyperparameter b2, @Nullable DType muDtype, Hyperparameter weightDecay, Mask mask) {

    static final LionOptions DEFAULTS =
            new LionOptions(Hyperparameter.of(0.9), Hyperparameter.of(0.99), null, Hyperparameter.of(1e-3), Mask.all());

    /** {@return these options with another share of the old average in the direction} */
    public LionOptions b1(Number b1) {
        return new LionOptions(Hyperparameter.of(b1), b2, muDtype, weightDecay, mask);
    }

    /** {@return these options with another decay rate of the average} */
    public LionOptions b2(Number b2) {
        return new LionOptions(b1, Hyperparameter.of(b2), muDtype, weightDecay, mask);
    }

    /** {@return these options with another element type of the average of gradients} */
    public LionOptions muDtype(DType muDtype) {
        return new LionOptions(b1, b2, muDtype, weightDecay, mask);
    }

    /** {@return these options with another weight decay} */
    public LionOptions weightDecay(Number weightDecay) {
        return new LionOptions(b1, b2, muDtype, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public LionOptions weightDecay(Schedule weightDecay) {
        return new LionOptions(b1, b2, muDtype, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public LionOptions mask(Mask mask) {
        return new LionOptions(b1, b2, muDtype, weightDecay, mask);
    }

    /** {@return the options without decay} */
    ScaleByLionOptions core() {
        var defaults = ScaleByLionOptions.DEFAULTS;
        return new ScaleByLionOptions(b1, b2, muDtype, defaults.mode(), defaults.smoothBeta());
    }
}
