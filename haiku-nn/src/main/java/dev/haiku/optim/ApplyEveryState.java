package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Optimizers#applyEvery}.
 *
 * @param count the number of steps since the last sum was given out
 * @param gradAcc the sum, a tree like the parameters
 */
public record ApplyEveryState(Tensor count, Object gradAcc) {}
