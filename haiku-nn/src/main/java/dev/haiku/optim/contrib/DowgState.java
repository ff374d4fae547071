package dev.haiku.optim.contrib;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Contrib#scaleByDowg}.
 *
 * @param initParams the first parameters, a tree like the parameters
 * @param weightedSqNormGrads the weighted sum of squared norms of gradients
 * @param estimSqDist the largest squared distance from the first parameters
 */
public record DowgState(Object initParams, Tensor weightedSqNormGrads, Tensor estimSqDist) {}
