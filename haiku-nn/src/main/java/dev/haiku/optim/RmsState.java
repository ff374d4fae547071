package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Optimizers#scaleByRms}.
 *
 * @param count the number of steps so far, an {@code i32} scalar
 * @param nu the moving average of squared gradients, a tree like the parameters
 */
public record RmsState(Tensor count, Object nu) {}
