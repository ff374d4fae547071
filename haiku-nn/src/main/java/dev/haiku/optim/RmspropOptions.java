package dev.haiku.optim;

import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about RMSProp.
 *
 * @param decay the decay rate of the average of squared gradients, in [0, 1); 0.9 by default
 * @param eps added to the average; 1e-8 by default
 * @param initialScale the average before the first step; 0 by default
 * @param epsInSqrt whether {@code eps} is added under the root rather than to it; on by default
 * @param centered whether the square of the average gradient is subtracted from the average square; off by default
 * @param momentum the share of the last step that is added to each; none by default
 * @param nesterov whether the gradient looks one step ahead (Nesterov, 1983); off by default
 * @param biasCorrection whether averages are corrected for their beginning with zeros; off by default
 */
public record RmspropOptions(
        Hyperparameter decay,
        Hyperparameter eps,
        Hyperparameter initialScale,
        boolean epsInSqrt,
        boolean centered,
        @Nullable Hyperparameter momentum,
        boolean nesterov,
        boolean biasCorrection) {

    static final RmspropOptions DEFAULTS = new RmspropOptions(
            Hyperparameter.of(0.9), Hyperparameter.of(1e-8), Hyperparameter.of(0), true, false, null, false, false);

    /** {@return these options with another decay rate} */
    public RmspropOptions decay(Number decay) {
        return new RmspropOptions(
                Hyperparameter.of(decay), eps, initialScale, epsInSqrt, centered, momentum, nesterov, biasCorrection);
    }

    /** {@return these options with another number added to the average} */
    public RmspropOptions eps(Number eps) {
        return new RmspropOptions(
                decay, Hyperparameter.of(eps), initialScale, epsInSqrt, centered, momentum, nesterov, biasCorrection);
    }

    /** {@return these options with another average before the first step} */
    public RmspropOptions initialScale(Number initialScale) {
        return new RmspropOptions(
                decay, eps, Hyperparameter.of(initialScale), epsInSqrt, centered, momentum, nesterov, biasCorrection);
    }

    /** {@return these options with {@code eps} under the root or added to it} */
    public RmspropOptions epsInSqrt(boolean epsInSqrt) {
        return new RmspropOptions(decay, eps, initialScale, epsInSqrt, centered, momentum, nesterov, biasCorrection);
    }

    /** {@return these options with or without a subtraction of the squared average} */
    public RmspropOptions centered(boolean centered) {
        return new RmspropOptions(decay, eps, initialScale, epsInSqrt, centered, momentum, nesterov, biasCorrection);
    }

    /** {@return these options with momentum} */
    public RmspropOptions momentum(Number momentum) {
        return new RmspropOptions(
                decay, eps, initialScale, epsInSqrt, centered, Hyperparameter.of(momentum), nesterov, biasCorrection);
    }

    /** {@return these options with or without a look ahead} */
    public RmspropOptions nesterov(boolean nesterov) {
        return new RmspropOptions(decay, eps, initialScale, epsInSqrt, centered, momentum, nesterov, biasCorrection);
    }

    /** {@return these options with or without a correction of averages} */
    public RmspropOptions biasCorrection(boolean biasCorrection) {
        return new RmspropOptions(decay, eps, initialScale, epsInSqrt, centered, momentum, nesterov, biasCorrection);
    }

    /** {@return the options of the division} */
    RmsOptions rms() {
        return new RmsOptions(decay, eps, initialScale, epsInSqrt, biasCorrection);
    }
}
