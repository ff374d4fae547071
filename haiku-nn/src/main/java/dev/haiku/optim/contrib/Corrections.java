package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** Corrections of averages that began with zeros. */
final class Corrections {

    private Corrections() {}

    /** {@return {@code 1 - decay^count}, the share of values in an average} */
    static Tensor share(Hyperparameter decay, Tensor count) {
        return Ops.sub(1, decay.pow(count));
    }

    /** {@return {@code √(1 - b2^count) / (1 - b1^count)}, both corrections of Adam at once} */
    static Tensor adam(Hyperparameter b1, Hyperparameter b2, Tensor count) {
        return Ops.sqrt(share(b2, count)).div(share(b1, count));
    }
}
