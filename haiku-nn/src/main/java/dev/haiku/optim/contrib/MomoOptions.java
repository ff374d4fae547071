package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Schedule;

/**
 * What can be chosen about Momo.
 *
 * @param learningRate the largest step; 1 by default
 * @param beta the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param lowerBound the least value that the loss can have; 0 by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 0 by default
 * @param adaptLowerBound whether that value is estimated; off by default
 */
public record MomoOptions(
        Hyperparameter learningRate,
        Hyperparameter beta,
        Hyperparameter lowerBound,
        Hyperparameter weightDecay,
        boolean adaptLowerBound) {

    static final MomoOptions DEFAULTS = new MomoOptions(
            Hyperparameter.of(1), Hyperparameter.of(0.9), Hyperparameter.of(0), Hyperparameter.of(0), false);

    /** {@return these options with another learning rate} */
    public MomoOptions learningRate(Number learningRate) {
        return new MomoOptions(Hyperparameter.of(learningRate), beta, lowerBound, weightDecay, adaptLowerBound);
    }

    /** {@return these options with another learning rate that depends on the step} */
    public MomoOptions learningRate(Schedule learningRate) {
        return new MomoOptions(Hyperparameter.of(learningRate), beta, lowerBound, weightDecay, adaptLowerBound);
    }

    /** {@return these options with another decay rate of the average of gradients} */
    public MomoOptions beta(Number beta) {
        return new MomoOptions(learningRate, Hyperparameter.of(beta), lowerBound, weightDecay, adaptLowerBound);
    }

    /** {@return these options with another least value of the loss} */
    public MomoOptions lowerBound(Number lowerBound) {
        return new MomoOptions(learningRate, beta, Hyperparameter.of(lowerBound), weightDecay, adaptLowerBound);
    }

    /** {@return these options with another weight decay} */
    public MomoOptions weightDecay(Number weightDecay) {
        return new MomoOptions(learningRate, beta, lowerBound, Hyperparameter.of(weightDecay), adaptLowerBound);
    }

    /** {@return these options with or without an estimate of the least value} */
    public MomoOptions adaptLowerBound(boolean adaptLowerBound) {
        return new MomoOptions(learningRate, beta, lowerBound, weightDecay, adaptLowerBound);
    }
}
