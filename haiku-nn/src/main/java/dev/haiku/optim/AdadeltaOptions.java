package dev.haiku.optim;

import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about AdaDelta.
 *
 * @param learningRate the size of steps downhill, often 1; none by default
 * @param rho the decay rate of both averages of squares, in [0, 1); 0.9 by default
 * @param eps added to both averages under the root; 1e-6 by default
 * @param weightDecay the share of each parameter that is added to its gradient; 0 by default
 * @param mask the parameters that decay; all by default
 */
public record AdadeltaOptions(
        @Nullable Hyperparameter learningRate,
        Hyperparameter rho,
        Hyperparameter eps,
        Hyperparameter weightDecay,
        Mask mask) {

    static final AdadeltaOptions DEFAULTS = new AdadeltaOptions(
            null, Hyperparameter.of(0.9), Hyperparameter.of(1e-6), Hyperparameter.of(0), Mask.all());

    /** {@return these options with a size of steps downhill} */
    public AdadeltaOptions learningRate(Number learningRate) {
        return new AdadeltaOptions(Hyperparameter.of(learningRate), rho, eps, weightDecay, mask);
    }

    /** {@return these options with a size of steps downhill that depends on the step} */
    public AdadeltaOptions learningRate(Schedule learningRate) {
        return new AdadeltaOptions(Hyperparameter.of(learningRate), rho, eps, weightDecay, mask);
    }

    /** {@return these options with another decay rate of averages} */
    public AdadeltaOptions rho(Number rho) {
        return new AdadeltaOptions(learningRate, Hyperparameter.of(rho), eps, weightDecay, mask);
    }

    /** {@return these options with another number added under the root} */
    public AdadeltaOptions eps(Number eps) {
        return new AdadeltaOptions(learningRate, rho, Hyperparameter.of(eps), weightDecay, mask);
    }

    /** {@return these options with another weight decay} */
    public AdadeltaOptions weightDecay(Number weightDecay) {
        return new AdadeltaOptions(learningRate, rho, eps, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public AdadeltaOptions weightDecay(Schedule weightDecay) {
        return new AdadeltaOptions(learningRate, rho, eps, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public AdadeltaOptions mask(Mask mask) {
        return new AdadeltaOptions(learningRate, rho, eps, weightDecay, mask);
    }
}
