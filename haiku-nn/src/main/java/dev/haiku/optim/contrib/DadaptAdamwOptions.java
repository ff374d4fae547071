package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Schedule;

/**
 * What can be chosen about D-adapted Adam.
 *
 * @param learningRate a factor of steps; 1 by default
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.999 by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param estimLr0 the first guess of the distance; 1e-6 by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 0 by default
 */
public record DadaptAdamwOptions(
        Hyperparameter learningRate,
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        Hyperparameter estimLr0,
        Hyperparameter weightDecay) {

    static final DadaptAdamwOptions DEFAULTS = new DadaptAdamwOptions(
            Hyperparameter.of(1),
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(1e-6),
            Hyperparameter.of(0));

    /** {@return these options with another learning rate} */
    public DadaptAdamwOptions learningRate(Number learningRate) {
        return new DadaptAdamwOptions(Hyperparameter.of(learningRate), b1, b2, eps, estimLr0, weightDecay);
    }

    /** {@return these options with another learning rate that depends on the step} */
    public DadaptAdamwOptions learningRate(Schedule learningRate) {
        return new DadaptAdamwOptions(Hyperparameter.of(learningRate), b1, b2, eps, estimLr0, weightDecay);
    }

    /** {@return these options with another decay rate of the average of gradients} */
    public DadaptAdamwOptions b1(Number b1) {
        return new DadaptAdamwOptions(learningRate, Hyperparameter.of(b1), b2, eps, estimLr0, weightDecay);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public DadaptAdamwOptions b2(Number b2) {
        return new DadaptAdamwOptions(learningRate, b1, Hyperparameter.of(b2), eps, estimLr0, weightDecay);
    }

    /** {@return these options with another number added to the root} */
    public DadaptAdamwOptions eps(Number eps) {
        return new DadaptAdamwOptions(learningRate, b1, b2, Hyperparameter.of(eps), estimLr0, weightDecay);
    }

    /** {@return these options with another first guess of the distance} */
    public DadaptAdamwOptions estimLr0(Number estimLr0) {
        return new DadaptAdamwOptions(learningRate, b1, b2, eps, Hyperparameter.of(estimLr0), weightDecay);
    }

    /** {@return these options with another weight decay} */
    public DadaptAdamwOptions weightDecay(Number weightDecay) {
        return new DadaptAdamwOptions(learningRate, b1, b2, eps, estimLr0, Hyperparameter.of(weightDecay));
    }
}
