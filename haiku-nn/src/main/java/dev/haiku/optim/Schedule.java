package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/** A hyper-parameter, such as the learning rate, that depends on the number of steps so far. */
@FunctionalInterface
public interface Schedule {

    /** {@return the value at a step, a scalar; {@code count} is an {@code i32} scalar that begins with 0} */
    Tensor at(Tensor count);
}
