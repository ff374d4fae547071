package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * A hyper-parameter, such as the learning rate, that depends on the number of steps so far; {@link Schedules} has the
 * usual ones.
 *
 * <p>The count is a tensor, which is not known while a step is compiled: a schedule is written with operations on
 * tensors, not with Java's {@code if}.
 */
@FunctionalInterface
public interface Schedule {

    /** {@return the value at a step, a scalar; {@code count} is an {@code i32} scalar that begins with 0} */
    Tensor at(Tensor count);

    /** {@return the value at a step as a number, for reading and plotting} */
    default double valueAt(int step) {
        return at(Tensor.scalar(step)).item();
    }
}
