package dev.haiku.optim.contrib;

import dev.haiku.array.DType;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about schedule-free gradient descent.
 *
 * @param learningRate the size of steps; 1 by default
 * @param warmupSteps the number of steps in which the learning rate rises from 0; 0 for none; 0 by default
 * @param b1 the share of the average in the parameters at which gradients are taken, in (0, 1); 0.9 by default
 * @param weightDecay the share of each parameter that is added to its gradient; none by default
 * @param weightLrPower the power of the largest learning rate so far by which steps are weighted in the average; 2 by
 *     default
 * @param stateDtype the element type in which the second copy of parameters is kept; that of the parameters by default
 */
public record ScheduleFreeSgdOptions(
        Hyperparameter learningRate,
        int warmupSteps,
        Hyperparameter b1,
        @Nullable Hyperparameter weightDecay,
        Hyperparameter weightLrPower,
        @Nullable DType stateDtype) {

    static final ScheduleFreeSgdOptions DEFAULTS = new ScheduleFreeSgdOptions(
            Hyperparameter.of(1), 0, Hyperparameter.of(0.9), null, Hyperparameter.of(2), null);

    /** {@return these options with another learning rate} */
    public ScheduleFreeSgdOptions learningRate(Number learningRate) {
        return new ScheduleFreeSgdOptions(
                Hyperparameter.of(learningRate), warmupSteps, b1, weightDecay, weightLrPower, stateDtype);
    }

    /** {@return these options with another learning rate that depends on the step} */
    public ScheduleFreeSgdOptions learningRate(Schedule learningRate) {
        return new ScheduleFreeSgdOptions(
                Hyperparameter.of(learningRate), warmupSteps, b1, weightDecay, weightLrPower, stateDtype);
    }

    /** {@return these options with another number of steps of warm-up} */
    public ScheduleFreeSgdOptions warmupSteps(int warmupSteps) {
        return new ScheduleFreeSgdOptions(learningRate, warmupSteps, b1, weightDecay, weightLrPower, stateDtype);
    }

    /** {@return these options with another share of the average} */
    public ScheduleFreeSgdOptions b1(Number b1) {
        return new ScheduleFreeSgdOptions(
                learningRate, warmupSteps, Hyperparameter.of(b1), weightDecay, weightLrPower, stateDtype);
    }

    /** {@return these options with weight decay} */
    public ScheduleFreeSgdOptions weightDecay(Number weightDecay) {
        return new ScheduleFreeSgdOptions(
                learningRate, warmupSteps, b1, Hyperparameter.of(weightDecay), weightLrPower, stateDtype);
    }

    /** {@return these options with weight decay that depends on the step} */
    public ScheduleFreeSgdOptions weightDecay(Schedule weightDecay) {
        return new ScheduleFreeSgdOptions(
                learningRate, warmupSteps, b1, Hyperparameter.of(weightDecay), weightLrPower, stateDtype);
    }

    /** {@return these options with another power of the largest learning rate} */
    public ScheduleFreeSgdOptions weightLrPower(Number weightLrPower) {
        return new ScheduleFreeSgdOptions(
                learningRate, warmupSteps, b1, weightDecay, Hyperparameter.of(weightLrPower), stateDtype);
    }

    /** {@return these options with another element type of the second copy} */
    public ScheduleFreeSgdOptions stateDtype(DType stateDtype) {
        return new ScheduleFreeSgdOptions(learningRate, warmupSteps, b1, weightDecay, weightLrPower, stateDtype);
    }

    /** {@return the options of the average} */
    ScheduleFreeOptions average() {
        return new ScheduleFreeOptions(b1, weightLrPower, stateDtype);
    }
}
