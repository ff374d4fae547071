package dev.haiku.optim.contrib;

import dev.haiku.array.DType;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Schedule;
import dev.haiku.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about ADOPT.
 *
 * @param b1 the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param b2 the decay rate of the average of squared gradients, in [0, 1); 0.9999 by default
 * @param eps the least root of the average of squares; 1e-6 by default
 * @param muDtype the element type in which the average of gradients is kept; that of the parameters by default
 * @param nesterov whether the gradient looks one step ahead (Dozat, 2016); off by default
 * @param useClipping whether directions are clipped; on by default
 * @param clipValue the largest direction, depending on the number of steps so far; its fourth root by default
 */
public record AdoptOptions(
        Hyperparameter b1,
        Hyperparameter b2,
        Hyperparameter eps,
        @Nullable DType muDtype,
        boolean nesterov,
        boolean useClipping,
        Schedule clipValue) {

    static final AdoptOptions DEFAULTS = new AdoptOptions(
            Hyperparameter.of(0.9),
            Hyperparameter.of(0.9999),
            Hyperparameter.of(1e-6),
            null,
            false,
            true,
            AdoptOptions::fourthRoot);

    /** {@return these options with another decay rate of the average of gradients} */
    public AdoptOptions b1(Number b1) {
        return new AdoptOptions(Hyperparameter.of(b1), b2, eps, muDtype, nesterov, useClipping, clipValue);
    }

    /** {@return these options with another decay rate of the average of squared gradients} */
    public AdoptOptions b2(Number b2) {
        return new AdoptOptions(b1, Hyperparameter.of(b2), eps, muDtype, nesterov, useClipping, clipValue);
    }

    /** {@return these options with another least root of the average of squares} */
    public AdoptOptions eps(Number eps) {
        return new AdoptOptions(b1, b2, Hyperparameter.of(eps), muDtype, nesterov, useClipping, clipValue);
    }

    /** {@return these options with another element type of the average of gradients} */
    public AdoptOptions muDtype(DType muDtype) {
        return new AdoptOptions(b1, b2, eps, muDtype, nesterov, useClipping, clipValue);
    }

    /** {@return these options with or without a look ahead} */
    public AdoptOptions nesterov(boolean nesterov) {
        return new AdoptOptions(b1, b2, eps, muDtype, nesterov, useClipping, clipValue);
    }

    /** {@return these options with or without clipping} */
    public AdoptOptions useClipping(boolean useClipping) {
        return new AdoptOptions(b1, b2, eps, muDtype, nesterov, useClipping, clipValue);
    }

    /** {@return these options with another largest direction} */
    public AdoptOptions clipValue(Schedule clipValue) {
        return new AdoptOptions(b1, b2, eps, muDtype, nesterov, useClipping, clipValue);
    }

    private static Tensor fourthRoot(Tensor count) {
        return count.cast(DType.F32).pow(0.25);
    }
}
