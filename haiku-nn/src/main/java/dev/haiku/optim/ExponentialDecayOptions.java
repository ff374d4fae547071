package dev.haiku.optim;

import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about exponential decay.
 *
 * @param transitionBegin the step in which it begins; 0 by default
 * @param staircase whether the value changes only every {@code transitionSteps} steps; off by default
 * @param endValue the bound of the value, from below if it falls and from above if it rises; none by default
 */
public record ExponentialDecayOptions(
        int transitionBegin, boolean staircase, @Nullable Hyperparameter endValue) {

    static final ExponentialDecayOptions DEFAULTS = new ExponentialDecayOptions(0, false, null);

    /** {@return these options with another step in which it begins} */
    public ExponentialDecayOptions transitionBegin(int transitionBegin) {
        return new ExponentialDecayOptions(transitionBegin, staircase, endValue);
    }

    /** {@return these options with steps or a smooth curve} */
    public ExponentialDecayOptions staircase(boolean staircase) {
        return new ExponentialDecayOptions(transitionBegin, staircase, endValue);
    }

    /** {@return these options with a bound of the value} */
    public ExponentialDecayOptions endValue(Number endValue) {
        return new ExponentialDecayOptions(transitionBegin, staircase, Hyperparameter.of(endValue));
    }
}
