package dev.haiku.optim.contrib;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Contrib#reduceOnPlateau}.
 *
 * @param scale the factor of updates
 * @param bestValue the best value so far
 * @param plateauCount the number of values since then
 * @param cooldownCount the number of values that are still ignored
 * @param count the number of losses in the average
 * @param avgValue the average of losses
 */
public record ReduceOnPlateauState(
        Tensor scale, Tensor bestValue, Tensor plateauCount, Tensor cooldownCount, Tensor count, Tensor avgValue) {}
