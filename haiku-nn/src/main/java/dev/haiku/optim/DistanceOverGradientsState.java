package dev.haiku.optim;

/**
 * The state of {@link Optimizers#scaleByDistanceOverGradients}.
 *
 * @param maxDist the largest distance from the first parameters, a scalar for each, a tree like the parameters
 * @param gradSumOfSquares the sum of squared gradients, a scalar for each, a tree like the parameters
 * @param initParams the first parameters, a tree like the parameters
 */
public record DistanceOverGradientsState(Object maxDist, Object gradSumOfSquares, Object initParams) {}
