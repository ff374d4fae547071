package dev.haiku.optim.contrib;

import dev.haiku.array.DType;
import dev.haiku.optim.Hyperparameter;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about schedule-free training.
 *
 * @param b1 the share of the average in the parameters at which gradients are taken, in (0, 1]; 0.9 by default
 * @param weightLrPower the power of the largest learning rate so far by which steps are weighted in the average; 2 by
 *     default
 * @param stateDtype the element type in which the second copy of parameters is kept; that of the parameters by default
 */
public record ScheduleFreeOptions(
        Hyperparameter b1,
        Hyperparameter weightLrPower,
        @Nullable DType stateDtype) {

    static final ScheduleFreeOptions DEFAULTS =
            new ScheduleFreeOptions(Hyperparameter.of(0.9), Hyperparameter.of(2), null);

    /** {@return these options with another share of the average} */
    public ScheduleFreeOptions b1(Number b1) {
        return new ScheduleFreeOptions(Hyperparameter.of(b1), weightLrPower, stateDtype);
    }

    /** {@return these options with another power of the largest learning rate} */
    public ScheduleFreeOptions weightLrPower(Number weightLrPower) {
        return new ScheduleFreeOptions(b1, Hyperparameter.of(weightLrPower), stateDtype);
    }

    /** {@return these options with another element type of the second copy} */
    public ScheduleFreeOptions stateDtype(DType stateDtype) {
        return new ScheduleFreeOptions(b1, weightLrPower, stateDtype);
    }
}
