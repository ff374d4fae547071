package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * The nearest neighbours of points, the nearest first.
 *
 * @param neighbors the neighbours {@code [points, k, n]}
 * @param neighborIndices their positions {@code i32[points, k]} in the data
 * @param neighborNegDistances their distances {@code [points, k]} times -1
 */
public record KnnQueryResult(Tensor neighbors, Tensor neighborIndices, Tensor neighborNegDistances) {}
