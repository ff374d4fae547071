package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Optimizers#scaleByLion}.
 *
 * @param count the number of steps so far, an {@code i32} scalar
 * @param mu the moving average of gradients, a tree like the parameters
 */
public record LionState(Tensor count, Object mu) {}
