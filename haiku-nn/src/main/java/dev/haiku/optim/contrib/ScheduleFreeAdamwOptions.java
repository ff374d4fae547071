package dev.haiku.optim.contrib;

import dev.haiku.array.DType;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about schedule-free Adam with weight decay.
 *
 * @param learningRate the size of steps; 0.0025 by default
 * @param warmupSteps the number of steps in which the learning rate rises from 0; 0 for none; 0 by default
 * @param b1 the share of the average in the parameters at which gradients are taken, in (0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.999 by default
 * @param eps added to the root of the average of squares; 1e-8 by default
 * @param weightDecay the share of each parameter that, times the learning rate, is subtracted from it; 0 by default
 * @param weightLrPower the power of the largest learning rate so far by which steps are weighted in the average; 2 by
 *     default
 * @param stateDtype the element type in which the second copy of parameters is kept; that of the parameters by default
 */
public record ScheduleFreeAdamwOptions(
        Hyperparameter learningRate,
        int warmupSteps,
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        Hyperparameter weightDecay,
        Hyperparameter weightLrPower,
        @Nullable DType stateDtype) {

    static final ScheduleFreeAdamwOptions DEFAULTS = new ScheduleFreeAdamwOptions(
            Hyperparameter.of(0.0025),
            0,
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(1e-8),
            Hyperparameter.of(0),
            Hyperparameter.of(2),
            null);

    /** {@return these options with another learning rate} */
    public ScheduleFreeAdamwOptions learningRate(Number learningRate) {
        return new ScheduleFreeAdamwOptions(
                Hyperparameter.of(learningRate), warmupSteps, b1, b2, eps, weightDecay, weightLrPower, stateDtype);
    }

    /** {@return these options with another learning rate that depends on the step} */
    public ScheduleFreeAdamwOptions learningRate(Schedule learningRate) {
        return new ScheduleFreeAdamwOptions(
                Hyperparameter.of(learningRate), warmupSteps, b1, b2, eps, weightDecay, weightLrPower, stateDtype);
    }

    /** {@return these options with another number of steps of warm-up} */
    public ScheduleFreeAdamwOptions warmupSteps(int warmupSteps) {
        return new ScheduleFreeAdamwOptions(
                learningRate, warmupSteps, b1, b2, eps, weightDecay, weightLrPower, stateDtype);
    }

    /** {@return these options with another share of the average} */
    public ScheduleFreeAdamwOptions b1(Number b1) {
        return new ScheduleFreeAdamwOptions(
                learningRate, warmupSteps, Hyperparameter.of(b1), b2, eps, weightDecay, weightLrPower, stateDtype);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public ScheduleFreeAdamwOptions b2(Number b2) {
        return new ScheduleFreeAdamwOptions(
                learningRate, warmupSteps, b1, Hyperparameter.of(b2), eps, weightDecay, weightLrPower, stateDtype);
    }

    /** {@return these options with another number added to the root} */
    public ScheduleFreeAdamwOptions eps(Number eps) {
        return new ScheduleFreeAdamwOptions(
                learningRate, warmupSteps, b1, b2, Hyperparameter.of(eps), weightDecay, weightLrPower, stateDtype);
    }

    /** {@return these options with another weight decay} */
    public ScheduleFreeAdamwOptions weightDecay(Number weightDecay) {
        return new ScheduleFreeAdamwOptions(
                learningRate, warmupSteps, b1, b2, eps, Hyperparameter.of(weightDecay), weightLrPower, stateDtype);
    }

    /** {@return these options with another weight decay that depends on the step} */
    public ScheduleFreeAdamwOptions weightDecay(Schedule weightDecay) {
        return new ScheduleFreeAdamwOptions(
                learningRate, warmupSteps, b1, b2, eps, Hyperparameter.of(weightDecay), weightLrPower, stateDtype);
    }

    /** {@return these options with another power of the largest learning rate} */
    public ScheduleFreeAdamwOptions weightLrPower(Number weightLrPower) {
        return new ScheduleFreeAdamwOptions(
                learningRate, warmupSteps, b1, b2, eps, weightDecay, Hyperparameter.of(weightLrPower), stateDtype);
    }

    /** {@return these options with another element type of the second copy} */
    public ScheduleFreeAdamwOptions stateDtype(DType stateDtype) {
        return new ScheduleFreeAdamwOptions(
                learningRate, warmupSteps, b1, b2, eps, weightDecay, weightLrPower, stateDtype);
    }

    /** {@return the options of the average} */
    ScheduleFreeOptions average() {
        return new ScheduleFreeOptions(b1, weightLrPower, stateDtype);
    }
}
