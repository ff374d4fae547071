package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Optimizers#scaleByStddev}.
 *
 * @param count the number of steps so far, an {@code i32} scalar
 * @param mu the moving average of gradients, a tree like the parameters
 * @param nu the moving average of their squares, a tree like the parameters
 */
public record StddevState(Tensor count, Object mu, Object nu) {}
