package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Optimizers#scaleByFactoredRms}.
 *
 * @param count the number of steps so far, an {@code i32} scalar
 * @param vRow the averages of squares over columns where factored, else one zero each, a tree like the parameters
 * @param vCol the averages of squares over rows where factored, else one zero each, a tree like the parameters
 * @param v the averages of squares where not factored, else one zero each, a tree like the parameters
 */
public record FactoredState(Tensor count, Object vRow, Object vCol, Object v) {}
