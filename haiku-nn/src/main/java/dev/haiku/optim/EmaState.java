package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Optimizers#ema}.
 *
 * @param count the number of steps so far, an {@code i32} scalar
 * @param ema the moving average, a tree like the parameters
 */
public record EmaState(Tensor count, Object ema) {}
