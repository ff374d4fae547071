package dev.haiku.optim;

import dev.haiku.array.DType;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about signum.
 *
 * @param beta the decay rate of the average of gradients, in [0, 1); 0.9 by default
 * @param accumulatorDtype the element type in which the average is kept; that of the parameters by default
 */
public record SignumOptions(Hyperparameter beta, @Nullable DType accumulatorDtype) {

    static final SignumOptions DEFAULTS = new SignumOptions(Hyperparameter.of(0.9), null);

    /** {@return these options with another decay rate} */
    public SignumOptions beta(Number beta) {
        return new SignumOptions(Hyperparameter.of(beta), accumulatorDtype);
    }

    /** {@return these options with another element type of the average} */
    public SignumOptions accumulatorDtype(DType accumulatorDtype) {
        return new SignumOptions(beta, accumulatorDtype);
    }
}
