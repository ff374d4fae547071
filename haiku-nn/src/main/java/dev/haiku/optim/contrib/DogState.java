package dev.haiku.optim.contrib;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Contrib#scaleByDog}.
 *
 * @param isInitStep whether there was no step yet, a {@code bool} scalar
 * @param initParams the first parameters, a tree like the parameters
 * @param maxDist the largest distance from them
 * @param sumSqNormGrads the sum of squared norms of gradients
 */
public record DogState(Tensor isInitStep, Object initParams, Tensor maxDist, Tensor sumSqNormGrads) {}
