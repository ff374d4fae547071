package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about DoWG.
 *
 * @param learningRate a factor of steps; 1 by default
 * @param initEstimSqDist the first guess of the squared distance; {@code eps} without one; none by default
 * @param eps added to the root of the weighted sum of squares; 1e-4 by default
 * @param weightDecay the share of each parameter that is added to its gradient; none by default
 * @param mask the parameters that decay; all by default
 */
public record DowgOptions(
        Hyperparameter learningRate,
        @Nullable Hyperparameter initEstimSqDist,
        Hyperparameter eps,
        @Nullable Hyperparameter weightDecay,
        Mask mask) {

    static final DowgOptions DEFAULTS =
            new DowgOptions(Hyperparameter.of(1), null, Hyperparameter.of(1e-4), null, Mask.all());

    /** {@return these options with another learning rate} */
    public DowgOptions learningRate(Number learningRate) {
        return new DowgOptions(Hyperparameter.of(learningRate), initEstimSqDist, eps, weightDecay, mask);
    }

    /** {@return these options with another learning rate that depends on the step} */
    public DowgOptions learningRate(Schedule learningRate) {
        return new DowgOptions(Hyperparameter.of(learningRate), initEstimSqDist, eps, weightDecay, mask);
    }

    /** {@return these options with another first guess of the squared distance} */
    public DowgOptions initEstimSqDist(Number initEstimSqDist) {
        return new DowgOptions(learningRate, Hyperparameter.of(initEstimSqDist), eps, weightDecay, mask);
    }

    /** {@return these options with another number added to the root} */
    public DowgOptions eps(Number eps) {
        return new DowgOptions(learningRate, initEstimSqDist, Hyperparameter.of(eps), weightDecay, mask);
    }

    /** {@return these options with weight decay} */
    public DowgOptions weightDecay(Number weightDecay) {
        return new DowgOptions(learningRate, initEstimSqDist, eps, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with weight decay that depends on the step} */
    public DowgOptions weightDecay(Schedule weightDecay) {
        return new DowgOptions(learningRate, initEstimSqDist, eps, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public DowgOptions mask(Mask mask) {
        return new DowgOptions(learningRate, initEstimSqDist, eps, weightDecay, mask);
    }
}
