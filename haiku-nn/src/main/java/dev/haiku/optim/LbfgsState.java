package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Optimizers#scaleByLbfgs}.
 *
 * @param count the number of steps so far, an {@code i32} scalar
 * @param params the last parameters
 * @param updates the last gradients
 * @param diffParamsMemory the last changes of parameters, stacked along a new first axis
 * @param diffUpdatesMemory the last changes of gradients, stacked likewise
 * @param weightsMemory the inverses of the inner products of both, 0 for none, {@code [memorySize]}
 */
public record LbfgsState(
        Tensor count,
        Object params,
        Object updates,
        Object diffParamsMemory,
        Object diffUpdatesMemory,
        Tensor weightsMemory) {}
