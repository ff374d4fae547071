package dev.haiku.optim;

import dev.haiku.array.DType;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about Adam.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.999 by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param epsRoot added to the average of squares under the root; 0 by default
 * @param nesterov whether the gradient looks one step ahead (Dozat, 2016); off by default
 * @param muDtype the element type in which the average of gradients is kept; that of the parameters by default
 */
public record AdamOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        Hyperparameter epsRoot,
        boolean nesterov,
        @Nullable DType muDtype) {

    static final AdamOptions DEFAULTS = new AdamOptions(
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0),
            false,
            null);

    /** {@return these options with another decay rate of the average of gradients} */
    public AdamOptions b1(Number b1) {
        return new AdamOptions(Hyperparameter.of(b1), b2, eps, epsRoot, nesterov, muDtype);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public AdamOptions b2(Number b2) {
        return new AdamOptions(b1, Hyperparameter.of(b2), eps, epsRoot, nesterov, muDtype);
    }

    /** {@return these options with another number added to the root} */
    public AdamOptions eps(Number eps) {
        return new AdamOptions(b1, b2, Hyperparameter.of(eps), epsRoot, nesterov, muDtype);
    }

    /** {@return these options with another number added under the root} */
    public AdamOptions epsRoot(Number epsRoot) {
        return new AdamOptions(b1, b2, eps, Hyperparameter.of(epsRoot), nesterov, muDtype);
    }

    /** {@return these options with or without a look ahead} */
    public AdamOptions nesterov(boolean nesterov) {
        return new AdamOptions(b1, b2, eps, epsRoot, nesterov, muDtype);
    }

    /** {@return these options with another element type of the average of gradients} */
    public AdamOptions muDtype(DType muDtype) {
        return new AdamOptions(b1, b2, eps, epsRoot, nesterov, muDtype);
    }
}
