package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about DoG.
 *
 * @param learningRate a factor of steps; 1 by default
 * @param initStep the first step; 1e-6 of the size of the parameters by default
 * @param eps added to the sum of squares under the root; 1e-8 by default
 * @param weightDecay the share of each parameter that is added to its gradient; none by default
 * @param mask the parameters that decay; all by default
 */
public record DogOptions(
        Hyperparameter learningRate,
        DogInitStep initStep,
        Hyperparameter eps,
        @Nullable Hyperparameter weightDecay,
        Mask mask) {

    static final DogOptions DEFAULTS = new DogOptions(
            Hyperparameter.of(1), DogInitStep.heuristic(1e-6), Hyperparameter.of(1e-8), null, Mask.all());

    /** {@return these options with another learning rate} */
    public DogOptions learningRate(Number learningRate) {
        return new DogOptions(Hyperparameter.of(learningRate), initStep, eps, weightDecay, mask);
    }

    /** {@return these options with another learning rate that depends on the step} */
    public DogOptions learningRate(Schedule learningRate) {
        return new DogOptions(Hyperparameter.of(learningRate), initStep, eps, weightDecay, mask);
    }

    /** {@return these options with another first step} */
    public DogOptions initStep(DogInitStep initStep) {
        return new DogOptions(learningRate, initStep, eps, weightDecay, mask);
    }

    /** {@return these options with another number added to the sum of squares} */
    public DogOptions eps(Number eps) {
        return new DogOptions(learningRate, initStep, Hyperparameter.of(eps), weightDecay, mask);
    }

    /** {@return these options with weight decay} */
    public DogOptions weightDecay(Number weightDecay) {
        return new DogOptions(learningRate, initStep, eps, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with weight decay that depends on the step} */
    public DogOptions weightDecay(Schedule weightDecay) {
        return new DogOptions(learningRate, initStep, eps, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public DogOptions mask(Mask mask) {
        return new DogOptions(learningRate, initStep, eps, weightDecay, mask);
    }
}
