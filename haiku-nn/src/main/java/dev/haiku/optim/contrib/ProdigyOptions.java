package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about Prodigy.
 *
 * @param learningRate a factor of steps; 1 by default
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.999 by default
 * @param beta3 the decay rate of the sum from which the distance is estimated; none by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param estimLr0 the first guess of the distance; 1e-6 by default
 * @param estimLrCoef a factor of the estimate of the distance; 1 by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 0 by default
 * @param safeguardWarmup whether the learning rate is left out of the sum, so that a long warm-up does not spoil the
 *     estimate; off by default
 */
public record ProdigyOptions(
        Hyperparameter learningRate,
        Hyperparameter b1,
        Hyperparameter b2,
        @Nullable Hyperparameter beta3,
        Hyperparameter eps,
        Hyperparameter estimLr0,
        Hyperparameter estimLrCoef,
        Hyperparameter weightDecay,
        boolean safeguardWarmup) {

    static final ProdigyOptions DEFAULTS = new ProdigyOptions(
            Hyperparameter.of(1),
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            null,
            Hyperparameter.of(1e-8),
            Hyperparameter.of(1e-6),
            Hyperparameter.of(1),
            Hyperparameter.of(0),
            false);

    /** {@return these options with another learning rate} */
    public ProdigyOptions learningRate(Number learningRate) {
        return new ProdigyOptions(
                Hyperparameter.of(learningRate),
                b1,
                b2,
                beta3,
                eps,
                estimLr0,
                estimLrCoef,
                weightDecay,
                safeguardWarmup);
    }

    /** {@return these options with another learning rate that depends on the step} */
    public ProdigyOptions learningRate(Schedule learningRate) {
        return new ProdigyOptions(
                Hyperparameter.of(learningRate),
                b1,
                b2,
                beta3,
                eps,
                estimLr0,
                estimLrCoef,
                weightDecay,
                safeguardWarmup);
    }

    /** {@return these options with another decay rate of the average of gradients} */
    public ProdigyOptions b1(Number b1) {
        return new ProdigyOptions(
                learningRate,
                Hyperparameter.of(b1),
                b2,
                beta3,
                eps,
                estimLr0,
                estimLrCoef,
                weightDecay,
                safeguardWarmup);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public ProdigyOptions b2(Number b2) {
        return new ProdigyOptions(
                learningRate,
                b1,
                Hyperparameter.of(b2),
                beta3,
                eps,
                estimLr0,
                estimLrCoef,
                weightDecay,
                safeguardWarmup);
    }

    /** {@return these options with another decay rate of the sum} */
    public ProdigyOptions beta3(Number beta3) {
        return new ProdigyOptions(
                learningRate,
                b1,
                b2,
                Hyperparameter.of(beta3),
                eps,
                estimLr0,
                estimLrCoef,
                weightDecay,
                safeguardWarmup);
    }

    /** {@return these options with another number added to the root} */
    public ProdigyOptions eps(Number eps) {
        return new ProdigyOptions(
                learningRate,
                b1,
                b2,
                beta3,
                Hyperparameter.of(eps),
                estimLr0,
                estimLrCoef,
                weightDecay,
                safeguardWarmup);
    }

    /** {@return these options with another first guess of the distance} */
    public ProdigyOptions estimLr0(Number estimLr0) {
        return new ProdigyOptions(
                learningRate,
                b1,
                b2,
                beta3,
                eps,
                Hyperparameter.of(estimLr0),
                estimLrCoef,
                weightDecay,
                safeguardWarmup);
    }

    /** {@return these options with another factor of the estimate} */
    public ProdigyOptions estimLrCoef(Number estimLrCoef) {
        return new ProdigyOptions(
                learningRate,
                b1,
                b2,
                beta3,
                eps,
                estimLr0,
                Hyperparameter.of(estimLrCoef),
                weightDecay,
                safeguardWarmup);
    }

    /** {@return these options with another weight decay} */
    public ProdigyOptions weightDecay(Number weightDecay) {
        return new ProdigyOptions(
                learningRate,
                b1,
                b2,
                beta3,
                eps,
                estimLr0,
                estimLrCoef,
                Hyperparameter.of(weightDecay),
                safeguardWarmup);
    }

    /** {@return these options with or without a safeguard for warm-ups} */
    public ProdigyOptions safeguardWarmup(boolean safeguardWarmup) {
        return new ProdigyOptions(
                learningRate, b1, b2, beta3, eps, estimLr0, estimLrCoef, weightDecay, safeguardWarmup);
    }
}
