package dev.haiku.optim;

import dev.haiku.array.DType;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about optimistic Adam.
 *
 * @param alpha the weight of the direction; 1 by default
 * @param beta the weight of its change since the last step; 1 by default
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.999 by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param epsRoot added to the average of squares under the root; 0 by default
 * @param nesterov whether the gradient looks one step ahead (Dozat, 2016); on by default
 * @param muDtype the element type in which the average of gradients is kept; that of the parameters by default
 */
public record OptimisticAdamOptions(
        Hyperparameter alpha,
        Hyperparameter beta,
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        Hyperparameter epsRoot,
        boolean nesterov,
        @Nullable DType muDtype) {

    static final OptimisticAdamOptions DEFAULTS = new OptimisticAdamOptions(
            Hyperparameter.of(1),
            Hyperparameter.of(1),
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0),
            true,
            null);

    /** {@return these options with another weight of the direction} */
    public OptimisticAdamOptions alpha(Number alpha) {
        return new OptimisticAdamOptions(Hyperparameter.of(alpha), beta, b1, b2, eps, epsRoot, nesterov, muDtype);
    }

    /** {@return these options with another weight of the change} */
    public OptimisticAdamOptions beta(Number beta) {
        return new OptimisticAdamOptions(alpha, Hyperparameter.of(beta), b1, b2, eps, epsRoot, nesterov, muDtype);
    }

    /** {@return these options with another decay rate of the average of gradients} */
    public OptimisticAdamOptions b1(Number b1) {
        return new OptimisticAdamOptions(alpha, beta, Hyperparameter.of(b1), b2, eps, epsRoot, nesterov, muDtype);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public OptimisticAdamOptions b2(Number b2) {
        return new OptimisticAdamOptions(alpha, beta, b1, Hyperparameter.of(b2), eps, epsRoot, nesterov, muDtype);
    }

    /** {@return these options with another number added to the root} */
    public OptimisticAdamOptions eps(Number eps) {
        return new OptimisticAdamOptions(alpha, beta, b1, b2, Hyperparameter.of(eps), epsRoot, nesterov, muDtype);
    }

    /** {@return these options with another number added under the root} */
    public OptimisticAdamOptions epsRoot(Number epsRoot) {
        return new OptimisticAdamOptions(alpha, beta, b1, b2, eps, Hyperparameter.of(epsRoot), nesterov, muDtype);
    }

    /** {@return these options with or without a look ahead} */
    public OptimisticAdamOptions nesterov(boolean nesterov) {
        return new OptimisticAdamOptions(alpha, beta, b1, b2, eps, epsRoot, nesterov, muDtype);
    }

    /** {@return these options with another element type of the average of gradients} */
    public OptimisticAdamOptions muDtype(DType muDtype) {
        return new OptimisticAdamOptions(alpha, beta, b1, b2, eps, epsRoot, nesterov, muDtype);
    }

    /** {@return the options of Adam} */
    AdamOptions adam() {
        return new AdamOptions(b1, b2, eps, epsRoot, nesterov, muDtype);
    }
}
