package dev.haiku.optim;

/**
 * What can be chosen about AdaGrad.
 *
 * @param initialAccumulatorValue the sum of squares before the first step; 0.1 by default
 * @param eps added to the sum under the root; 1e-7 by default
 */
public record AdagradOptions(Hyperparameter initialAccumulatorValue, Hyperparameter eps) {

    static final AdagradOptions DEFAULTS = new AdagradOptions(Hyperparameter.of(0.1), Hyperparameter.of(1e-7));

    /** {@return these options with another sum of squares before the first step} */
    public AdagradOptions initialAccumulatorValue(Number initialAccumulatorValue) {
        return new AdagradOptions(Hyperparameter.of(initialAccumulatorValue), eps);
    }

    /** {@return these options with another number added under the root} */
    public AdagradOptions eps(Number eps) {
        return new AdagradOptions(initialAccumulatorValue, Hyperparameter.of(eps));
    }
}
