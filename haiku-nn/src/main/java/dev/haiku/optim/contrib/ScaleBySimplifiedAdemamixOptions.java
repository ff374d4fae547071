package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Schedule;

/**
 * What can be chosen about the core of simplified AdEMAMix.
 *
 * @param b1 the share of the sum of gradients that each step keeps; 0.99 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.95 by default
 * @param alpha the weight of the last gradient beside the sum; 0 by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param epsRoot added to the average of squares under the root; 0 by default
 */
public record ScaleBySimplifiedAdemamixOptions(
        Hyperparameter b1, Hyperparameter b2, Hyperparameter alpha, Hyperparameter eps, Hyperparameter epsRoot) {

    static final ScaleBySimplifiedAdemamixOptions DEFAULTS = new ScaleBySimplifiedAdemamixOptions(
            Hyperparameter.of(0.99),
            Hyperparameter.of(0.95),
            Hyperparameter.of(0),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0));

    /** {@return these options with another share of the sum of gradients} */
    public ScaleBySimplifiedAdemamixOptions b1(Number b1) {
        return new ScaleBySimplifiedAdemamixOptions(Hyperparameter.of(b1), b2, alpha, eps, epsRoot);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public ScaleBySimplifiedAdemamixOptions b2(Number b2) {
        return new ScaleBySimplifiedAdemamixOptions(b1, Hyperparameter.of(b2), alpha, eps, epsRoot);
    }

    /** {@return these options with another weight of the last gradient} */
    public ScaleBySimplifiedAdemamixOptions alpha(Number alpha) {
        return new ScaleBySimplifiedAdemamixOptions(b1, b2, Hyperparameter.of(alpha), eps, epsRoot);
    }

    /** {@return these options with another weight of the last gradient that depends on the step} */
    public ScaleBySimplifiedAdemamixOptions alpha(Schedule alpha) {
        return new ScaleBySimplifiedAdemamixOptions(b1, b2, Hyperparameter.of(alpha), eps, epsRoot);
    }

    /** {@return these options with another number added to the root} */
    public ScaleBySimplifiedAdemamixOptions eps(Number eps) {
        return new ScaleBySimplifiedAdemamixOptions(b1, b2, alpha, Hyperparameter.of(eps), epsRoot);
    }

    /** {@return these options with another number added under the root} */
    public ScaleBySimplifiedAdemamixOptions epsRoot(Number epsRoot) {
        return new ScaleBySimplifiedAdemamixOptions(b1, b2, alpha, eps, Hyperparameter.of(epsRoot));
    }
}
