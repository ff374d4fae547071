package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * The state of a line search.
 *
 * @param learningRate the last step
 * @param value the value of the loss at its end, infinite before the first
 * @param grad the gradient there, a tree like the parameters; an {@link EmptyState} if it is not kept
 * @param info how the last search went
 */
public record LinesearchState(Tensor learningRate, Tensor value, Object grad, LinesearchInfo info) {}
