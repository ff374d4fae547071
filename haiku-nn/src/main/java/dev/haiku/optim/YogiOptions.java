package dev.haiku.optim;

/**
 * What can be chosen about Yogi.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.999 by default
 * @param eps added to the root of the average of squares; 1e-3 by default
 * @param epsRoot added to the average of squares under the root; 0 by default
 * @param initialAccumulatorValue both averages before the first step; 1e-6 by default
 */
public record YogiOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        Hyperparameter epsRoot,
        Hyperparameter initialAccumulatorValue) {

    static final YogiOptions DEFAULTS = new YogiOptions(
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.999),
            Hyperparameter.of(1e-3),
            Hyperparameter.of(0),
            Hyperparameter.of(1e-6));

    /** {@return these options with another decay rate of the average of gradients} */
    public YogiOptions b1(Number b1) {
        return new YogiOptions(Hyperparameter.of(b1), b2, eps, epsRoot, initialAccumulatorValue);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public YogiOptions b2(Number b2) {
        return new YogiOptions(b1, Hyperparameter.of(b2), eps, epsRoot, initialAccumulatorValue);
    }

    /** {@return these options with another number added to the root} */
    public YogiOptions eps(Number eps) {
        return new YogiOptions(b1, b2, Hyperparameter.of(eps), epsRoot, initialAccumulatorValue);
    }

    /** {@return these options with another number added under the root} */
    public YogiOptions epsRoot(Number epsRoot) {
        return new YogiOptions(b1, b2, eps, Hyperparameter.of(epsRoot), initialAccumulatorValue);
    }

    /** {@return these options with other averages before the first step} */
    public YogiOptions initialAccumulatorValue(Number initialAccumulatorValue) {
        return new YogiOptions(b1, b2, eps, epsRoot, Hyperparameter.of(initialAccumulatorValue));
    }
}
