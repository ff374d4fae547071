package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;

/**
 * What can be chosen about the scale that is learnt.
 *
 * @param weightDecay the share of each parameter that is added to its gradient, relative to its norm; 1e-2 by default
 * @param eps added to divisors; 1e-8 by default
 * @param sInit the first scale; 1e-6 by default
 * @param numBetas the number of averages of different lengths from which it is learnt; 6 by default
 */
public record MechanizeOptions(Hyperparameter weightDecay, Hyperparameter eps, Hyperparameter sInit, int numBetas) {

    static final MechanizeOptions DEFAULTS =
            new MechanizeOptions(Hyperparameter.of(1e-2), Hyperparameter.of(1e-8), Hyperparameter.of(1e-6), 6);

    /** {@return these options with another weight decay} */
    public MechanizeOptions weightDecay(Number weightDecay) {
        return new MechanizeOptions(Hyperparameter.of(weightDecay), eps, sInit, numBetas);
    }

    /** {@return these options with another number added to divisors} */
    public MechanizeOptions eps(Number eps) {
        return new MechanizeOptions(weightDecay, Hyperparameter.of(eps), sInit, numBetas);
    }

    /** {@return these options with another first scale} */
    public MechanizeOptions sInit(Number sInit) {
        return new MechanizeOptions(weightDecay, eps, Hyperparameter.of(sInit), numBetas);
    }

    /** {@return these options with another number of averages} */
    public MechanizeOptions numBetas(int numBetas) {
        return new MechanizeOptions(weightDecay, eps, sInit, numBetas);
    }
}
