package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about Adam for the parameters that Muon leaves to it.
 *
 * @param learningRate the size of steps; that of matrices without one; none by default
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.999 by default
 * @param epsRoot added to the average of squares under the root; 0 by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 0 by default
 */
public record MuonAdamOptions(
        @Nullable Hyperparameter learningRate,
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter epsRoot,
        Hyperparameter weightDecay) {

    static final MuonAdamOptions DEFAULTS = new MuonAdamOptions(
            null, Hyperparameter.of(0.9), Hyperparameter.of(0.999), Hyperparameter.of(0), Hyperparameter.of(0));

    /** {@return these options with another learning rate} */
    public MuonAdamOptions learningRate(Number learningRate) {
        return new MuonAdamOptions(Hyperparameter.of(learningRate), b1, b2, epsRoot, weightDecay);
    }

    /** {@return these options with another learning rate that depends on the step} */
    public MuonAdamOptions learningRate(Schedule learningRate) {
        return new MuonAdamOptions(Hyperparameter.of(learningRate), b1, b2, epsRoot, weightDecay);
    }

    /** {@return these options with another decay rate of the average of gradients} */
    public MuonAdamOptions b1(Number b1) {
        return new MuonAdamOptions(learningRate, Hyperparameter.of(b1), b2, epsRoot, weightDecay);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public MuonAdamOptions b2(Number b2) {
        return new MuonAdamOptions(learningRate, b1, Hyperparameter.of(b2), epsRoot, weightDecay);
    }

    /** {@return these options with another number added under the root} */
    public MuonAdamOptions epsRoot(Number epsRoot) {
        return new MuonAdamOptions(learningRate, b1, b2, Hyperparameter.of(epsRoot), weightDecay);
    }

    /** {@return these options with another weight decay} */
    public MuonAdamOptions weightDecay(Number weightDecay) {
        return new MuonAdamOptions(learningRate, b1, b2, epsRoot, Hyperparameter.of(weightDecay));
    }

    /** {@return these options with another weight decay that depends on the step} */
    public MuonAdamOptions weightDecay(Schedule weightDecay) {
        return new MuonAdamOptions(learningRate, b1, b2, epsRoot, Hyperparameter.of(weightDecay));
    }
}
