package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Schedule;

/**
 * What can be chosen about MADGRAD.
 *
 * @param momentum the share of the last parameters in each step; 0.9 by default
 * @param weightDecay the share of each parameter that is added to its gradient; 0 by default
 * @param mask the parameters that decay; all by default
 * @param eps added to the cubic root of the sum of squares, and to the learning rate; 1e-6 by default
 */
public record MadgradOptions(Hyperparameter momentum, Hyperparameter weightDecay, Mask mask, Hyperparameter eps) {

    static final MadgradOptions DEFAULTS =
            new MadgradOptions(Hyperparameter.of(0.9), Hyperparameter.of(0), Mask.all(), Hyperparameter.of(1e-6));

    /** {@return these options with another momentum} */
    public MadgradOptions momentum(Number momentum) {
        return new MadgradOptions(Hyperparameter.of(momentum), weightDecay, mask, eps);
    }

    /** {@return these options with another weight decay} */
    public MadgradOptions weightDecay(Number weightDecay) {
        return new MadgradOptions(momentum, Hyperparameter.of(weightDecay), mask, eps);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public MadgradOptions weightDecay(Schedule weightDecay) {
        return new MadgradOptions(momentum, Hyperparameter.of(weightDecay), mask, eps);
    }

    /** {@return these options with another choice of parameters that decay} */
    public MadgradOptions mask(Mask mask) {
        return new MadgradOptions(momentum, weightDecay, mask, eps);
    }

    /** {@return these options with another number added to the cubic root} */
    public MadgradOptions eps(Number eps) {
        return new MadgradOptions(momentum, weightDecay, mask, Hyperparameter.of(eps));
    }
}
