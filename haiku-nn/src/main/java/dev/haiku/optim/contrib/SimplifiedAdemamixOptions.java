package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Schedule;

/**
 * What can be chosen about simplified AdEMAMix.
 *
 * @param b1 the share of the sum of gradients that each step keeps; 0.99 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.95 by default
 * @param alpha the weight of the last gradient beside the sum; 0 by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param epsRoot added to the average of squares under the root; 0 by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 0 by default
 * @param mask the parameters that decay; all by default
 */
public record SimplifiedAdemamixOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter alpha,
        Hyperparameter eps,
        Hyperparameter epsRoot,
        Hyperparameter weightDecay,
        Mask mask) {

    static final SimplifiedAdemamixOptions DEFAULTS = new SimplifiedAdemamixOptions(
            Hyperparameter.of(0.99),
            Hyperparameter.of(0.95),
            Hyperparameter.of(0),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0),
            Hyperparameter.of(0),
            Mask.all());

    /** {@return these options with another share of the sum of gradients} */
    public SimplifiedAdemamixOptions b1(Number b1) {
        return new SimplifiedAdemamixOptions(Hyperparameter.of(b1), b2, alpha, eps, epsRoot, weightDecay, mask);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public SimplifiedAdemamixOptions b2(Number b2) {
        return new SimplifiedAdemamixOptions(b1, Hyperparameter.of(b2), alpha, eps, epsRoot, weightDecay, mask);
    }

    /** {@return these options with another weight of the last gradient} */
    public SimplifiedAdemamixOptions alpha(Number alpha) {
        return new SimplifiedAdemamixOptions(b1, b2, Hyperparameter.of(alpha), eps, epsRoot, weightDecay, mask);
    }

    /** {@return these options with another weight of the last gradient that depends on the step} */
    public SimplifiedAdemamixOptions alpha(Schedule alpha) {
        return new SimplifiedAdemamixOptions(b1, b2, Hyperparameter.of(alpha), eps, epsRoot, weightDecay, mask);
    }

    /** {@return these options with another number added to the root} */
    public SimplifiedAdemamixOptions eps(Number eps) {
        return new SimplifiedAdemamixOptions(b1, b2, alpha, Hyperparameter.of(eps), epsRoot, weightDecay, mask);
    }

    /** {@return these options with another number added under the root} */
    public SimplifiedAdemamixOptions epsRoot(Number epsRoot) {
        return new SimplifiedAdemamixOptions(b1, b2, alpha, eps, Hyperparameter.of(epsRoot), weightDecay, mask);
    }

    /** {@return these options with another weight decay} */
    public SimplifiedAdemamixOptions weightDecay(Number weightDecay) {
        return new SimplifiedAdemamixOptions(b1, b2, alpha, eps, epsRoot, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public SimplifiedAdemamixOptions weightDecay(Schedule weightDecay) {
        return new SimplifiedAdemamixOptions(b1, b2, alpha, eps, epsRoot, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public SimplifiedAdemamixOptions mask(Mask mask) {
        return new SimplifiedAdemamixOptions(b1, b2, alpha, eps, epsRoot, weightDecay, mask);
    }

    /** {@return the options without decay} */
    ScaleBySimplifiedAdemamixOptions core() {
        return new ScaleBySimplifiedAdemamixOptions(b1, b2, alpha, eps, epsRoot);
    }
}
