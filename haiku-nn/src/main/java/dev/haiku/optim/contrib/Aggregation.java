package dev.haiku.optim.contrib;

import dev.haiku.tensor.Tensor;

/** The state of a transformation that gathers several gradients before it gives one, {@link Contrib#process}. */
public interface Aggregation {

    /** {@return whether the last gradient completed one, a {@code bool} scalar} */
    Tensor ready();
}
