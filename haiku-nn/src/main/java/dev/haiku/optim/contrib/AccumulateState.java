package dev.haiku.optim.contrib;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Contrib#accumulateAvgUpdates}.
 *
 * @param microStep the number of gradients in the mean, an {@code i32} scalar
 * @param ready whether the last gradient completed a mean, a {@code bool} scalar
 * @param avgGrad the mean so far, a tree like the parameters
 */
public record AccumulateState(Tensor microStep, Tensor ready, Object avgGrad) implements Aggregation {}
