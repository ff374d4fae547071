package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Schedule;

/**
 * What can be chosen about Momo with Adam.
 *
 * @param learningRate the largest step; 1e-2 by default
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.999 by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param lowerBound the least value that the loss can have; 0 by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 0 by default
 * @param adaptLowerBound whether that value is estimated; off by default
 */
public record MomoAdamOptions(
        Hyperparameter learningRate,
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        Hyperparameter lowerBound,
        Hyperparameter weightDecay,
        boolean adaptLowerBound) {

    static final MomoAdamOptions DEFAULTS = new MomoAdamOptions(
            Hyperparameter.of(1e-2),
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0),
            Hyperparameter.of(0),
            false);

    /** {@return these options with another learning rate} */
    public MomoAdamOptions learningRate(Number learningRate) {
        return new MomoAdamOptions(
                Hyperparameter.of(learningRate), b1, b2, eps, lowerBound, weightDecay, adaptLowerBound);
    }

    /** {@return these options with another learning rate that depends on the step} */
    public MomoAdamOptions learningRate(Schedule learningRate) {
        return new MomoAdamOptions(
                Hyperparameter.of(learningRate), b1, b2, eps, lowerBound, weightDecay, adaptLowerBound);
    }

    /** {@return these options with another decay rate of the average of gradients} */
    public MomoAdamOptions b1(Number b1) {
        return new MomoAdamOptions(
                learningRate, Hyperparameter.of(b1), b2, eps, lowerBound, weightDecay, adaptLowerBound);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public MomoAdamOptions b2(Number b2) {
        return new MomoAdamOptions(
                learningRate, b1, Hyperparameter.of(b2), eps, lowerBound, weightDecay, adaptLowerBound);
    }

    /** {@return these options with another number added to the root} */
    public MomoAdamOptions eps(Number eps) {
        return new MomoAdamOptions(
                learningRate, b1, b2, Hyperparameter.of(eps), lowerBound, weightDecay, adaptLowerBound);
    }

    /** {@return these options with another least value of the loss} */
    public MomoAdamOptions lowerBound(Number lowerBound) {
        return new MomoAdamOptions(
                learningRate, b1, b2, eps, Hyperparameter.of(lowerBound), weightDecay, adaptLowerBound);
    }

    /** {@return these options with another weight decay} */
    public MomoAdamOptions weightDecay(Number weightDecay) {
        return new MomoAdamOptions(
                learningRate, b1, b2, eps, lowerBound, Hyperparameter.of(weightDecay), adaptLowerBound);
    }

    /** {@return these options with or without an estimate of the least value} */
    public MomoAdamOptions adaptLowerBound(boolean adaptLowerBound) {
        return new MomoAdamOptions(learningRate, b1, b2, eps, lowerBound, weightDecay, adaptLowerBound);
    }
}
