package dev.haiku.optim.contrib;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Contrib#scaleBySimplifiedAdemamix}.
 *
 * @param t the number of steps so far, an {@code i32} scalar
 * @param m the decaying sum of gradients, a tree like the parameters
 * @param n the moving average of their squares, a tree like the parameters
 */
public record SimplifiedAdemamixState(Tensor t, Object m, Object n) {}
