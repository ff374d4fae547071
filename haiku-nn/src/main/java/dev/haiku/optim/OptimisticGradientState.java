package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Optimizers#scaleByOptimisticGradient}.
 *
 * @param isInitialStep whether there was no step yet, a {@code bool} scalar
 * @param previousGradient the last gradients, a tree like the parameters
 */
public record OptimisticGradientState(Tensor isInitialStep, Object previousGradient) {}
