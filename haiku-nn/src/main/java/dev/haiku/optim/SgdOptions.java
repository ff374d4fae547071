package dev.haiku.optim;

import dev.haiku.array.DType;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about gradient descent.
 *
 * @param momentum the share of the last step that is added to each; none by default
 * @param nesterov whether the gradient looks one step ahead (Nesterov, 1983); off by default
 * @param accumulatorDtype the element type in which the sum of steps is kept; that of the parameters by default
 */
public record SgdOptions(
        @Nullable Hyperparameter momentum,
        boolean nesterov,
        @Nullable DType accumulatorDtype) {

    static final SgdOptions DEFAULTS = new SgdOptions(null, false, null);

    /** {@return these options with momentum} */
    public SgdOptions momentum(Number momentum) {
        return new SgdOptions(Hyperparameter.of(momentum), nesterov, accumulatorDtype);
    }

    /** {@return these options with or without a look ahead} */
    public SgdOptions nesterov(boolean nesterov) {
        return new SgdOptions(momentum, nesterov, accumulatorDtype);
    }

    /** {@return these options with another element type of the sum of steps} */
    public SgdOptions accumulatorDtype(DType accumulatorDtype) {
        return new SgdOptions(momentum, nesterov, accumulatorDtype);
    }
}
