package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about private gradient descent.
 *
 * @param momentum the share of the last step that is added to each; none by default
 * @param nesterov whether the gradient looks one step ahead (Nesterov, 1983); off by default
 */
public record DpsgdOptions(@Nullable Hyperparameter momentum, boolean nesterov) {

    static final DpsgdOptions DEFAULTS = new DpsgdOptions(null, false);

    /** {@return these options with momentum} */
    public DpsgdOptions momentum(Number momentum) {
        return new DpsgdOptions(Hyperparameter.of(momentum), nesterov);
    }

    /** {@return these options with or without a look ahead} */
    public DpsgdOptions nesterov(boolean nesterov) {
        return new DpsgdOptions(momentum, nesterov);
    }
}
