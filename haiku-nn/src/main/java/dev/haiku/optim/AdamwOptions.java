package dev.haiku.optim;

import dev.haiku.array.DType;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about Adam with weight decay.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.999 by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param epsRoot added to the average of squares under the root; 0 by default
 * @param nesterov whether the gradient looks one step ahead (Dozat, 2016); off by default
 * @param muDtype the element type in which the average of gradients is kept; that of the parameters by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 1e-4 by default
 * @param mask the parameters that decay; all by default
 */
public record AdamwOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        Hyperparameter epsRoot,
        boolean nesterov,
        @Nullable DType muDtype,
        Hyperparameter weightDecay,
        Mask mask) {

    static final AdamwOptions DEFAULTS = new AdamwOptions(
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0),
            false,
            null,
            Hyperparameter.of(1e-4),
            Mask.all());

    /** {@return these options with another decay rate of the average of gradients} */
    public AdamwOptions b1(Number b1) {
        return new AdamwOptions(Hyperparameter.of(b1), b2, eps, epsRoot, nesterov, muDtype, weightDecay, mask);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public AdamwOptions b2(Number b2) {
        return new AdamwOptions(b1, Hyperparameter.of(b2), eps, epsRoot, nesterov, muDtype, weightDecay, mask);
    }

    /** {@return these options with another number added to the root} */
    public AdamwOptions eps(Number eps) {
        return new AdamwOptions(b1, b2, Hyperparameter.of(eps), epsRoot, nesterov, muDtype, weightDecay, mask);
    }

    /** {@return these options with another number added under the root} */
    public AdamwOptions epsRoot(Number epsRoot) {
        return new AdamwOptions(b1, b2, eps, Hyperparameter.of(epsRoot), nesterov, muDtype, weightDecay, mask);
    }

    /** {@return these options with or without a look ahead} */
    public AdamwOptions nesterov(boolean nesterov) {
        return new AdamwOptions(b1, b2, eps, epsRoot, nesterov, muDtype, weightDecay, mask);
    }

    /** {@return these options with another element type of the average of gradients} */
    public AdamwOptions muDtype(DType muDtype) {
        return new AdamwOptions(b1, b2, eps, epsRoot, nesterov, muDtype, weightDecay, mask);
    }

    /** {@return these options with another weight decay} */
    public AdamwOptions weightDecay(Number weightDecay) {
        return new AdamwOptions(b1, b2, eps, epsRoot, nesterov, muDtype, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public AdamwOptions weightDecay(Schedule weightDecay) {
        return new AdamwOptions(b1, b2, eps, epsRoot, nesterov, muDtype, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public AdamwOptions mask(Mask mask) {
        return new AdamwOptions(b1, b2, eps, epsRoot, nesterov, muDtype, weightDecay, mask);
    }

    /** {@return the options of Adam without decay} */
    AdamOptions adam() {
        return new AdamOptions(b1, b2, eps, epsRoot, nesterov, muDtype);
    }
}
