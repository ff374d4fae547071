package dev.haiku.optim.contrib;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Contrib#scaleByMadgrad}.
 *
 * @param count the number of steps so far, an {@code i32} scalar
 * @param gradSumSq the weighted sum of squared gradients, a tree like the parameters
 * @param s the weighted sum of gradients, a tree like the parameters
 * @param x0 the first parameters, a tree like the parameters
 */
public record MadgradState(Tensor count, Object gradSumSq, Object s, Object x0) {}
