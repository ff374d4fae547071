package dev.haiku.optim;

/**
 * What can be chosen about division by the root of the average square.
 *
 * @param decay the decay rate of the average of squared gradients, in [0, 1); 0.9 by default
 * @param eps added to the average; 1e-8 by default
 * @param initialScale the average before the first step; 0 by default
 * @param epsInSqrt whether {@code eps} is added under the root rather than to it; on by default
 * @param biasCorrection whether averages are corrected for their beginning with zeros; off by default
 */
public record RmsOptions(
        Hyperparameter decay,
        Hyperparameter eps,
        Hyperparameter initialScale,
        boolean epsInSqrt,
        boolean biasCorrection) {

    static final RmsOptions DEFAULTS =
            new RmsOptions(Hyperparameter.of(0.9), Hyperparameter.of(1e-8), Hyperparameter.of(0), true, false);

    /** {@return these options with another decay rate} */
    public RmsOptions decay(Number decay) {
        return new RmsOptions(Hyperparameter.of(decay), eps, initialScale, epsInSqrt, biasCorrection);
    }

    /** {@return these options with another number added to the average} */
    public RmsOptions eps(Number eps) {
        return new RmsOptions(decay, Hyperparameter.of(eps), initialScale, epsInSqrt, biasCorrection);
    }

    /** {@return these options with another average before the first step} */
    public RmsOptions initialScale(Number initialScale) {
        return new RmsOptions(decay, eps, Hyperparameter.of(initialScale), epsInSqrt, biasCorrection);
    }

    /** {@return these options with {@code eps} under the root or added to it} */
    public RmsOptions epsInSqrt(boolean epsInSqrt) {
        return new RmsOptions(decay, eps, initialScale, epsInSqrt, biasCorrection);
    }

    /** {@return these options with or without a correction of averages} */
    public RmsOptions biasCorrection(boolean biasCorrection) {
        return new RmsOptions(decay, eps, initialScale, epsInSqrt, biasCorrection);
    }
}
