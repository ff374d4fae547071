package dev.haiku.optim.contrib;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Contrib#momo}.
 *
 * @param expAvg the moving average of gradients, a tree like the parameters
 * @param barf the average of losses
 * @param gamma the average of products of gradients and parameters
 * @param lb the least value of the loss
 * @param count the number of steps so far, an {@code i32} scalar
 */
public record MomoState(Object expAvg, Tensor barf, Tensor gamma, Tensor lb, Tensor count) {}
