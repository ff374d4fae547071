package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Schedule;

/**
 * What can be chosen about COCOB.
 *
 * @param learningRate a factor of gradients; 1 by default
 * @param alpha the fraction of the bet: larger ones begin more carefully; 100 by default
 * @param eps the first guess of the largest gradient; 1e-8 by default
 * @param weightDecay the share of each parameter that is added to its gradient; 0 by default
 * @param mask the parameters that decay; all by default
 */
public record CocobOptions(
        Hyperparameter learningRate, Hyperparameter alpha, Hyperparameter eps, Hyperparameter weightDecay, Mask mask) {

    static final CocobOptions DEFAULTS = new CocobOptions(
            Hyperparameter.of(1), Hyperparameter.of(100), Hyperparameter.of(1e-8), Hyperparameter.of(0), Mask.all());

    /** {@return these options with another learning rate} */
    public CocobOptions learningRate(Number learningRate) {
        return new CocobOptions(Hyperparameter.of(learningRate), alpha, eps, weightDecay, mask);
    }

    /** {@return these options with another learning rate that depends on the step} */
    public CocobOptions learningRate(Schedule learningRate) {
        return new CocobOptions(Hyperparameter.of(learningRate), alpha, eps, weightDecay, mask);
    }

    /** {@return these options with another fraction of the bet} */
    public CocobOptions alpha(Number alpha) {
        return new CocobOptions(learningRate, Hyperparameter.of(alpha), eps, weightDecay, mask);
    }

    /** {@return these options with another first guess of the largest gradient} */
    public CocobOptions eps(Number eps) {
        return new CocobOptions(learningRate, alpha, Hyperparameter.of(eps), weightDecay, mask);
    }

    /** {@return these options with another weight decay} */
    public CocobOptions weightDecay(Number weightDecay) {
        return new CocobOptions(learningRate, alpha, eps, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public CocobOptions weightDecay(Schedule weightDecay) {
        return new CocobOptions(learningRate, alpha, eps, Hyperparameter.of(weightDecay), mask);
    }

    /** {@return these options with another choice of parameters that decay} */
    public CocobOptions mask(Mask mask) {
        return new CocobOptions(learningRate, alpha, eps, weightDecay, mask);
    }
}
