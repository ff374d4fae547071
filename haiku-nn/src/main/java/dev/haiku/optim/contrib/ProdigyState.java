package dev.haiku.optim.contrib;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Contrib#prodigy}.
 *
 * @param expAvg the moving average of gradients, a tree like the parameters
 * @param expAvgSq the moving average of their squares, a tree like the parameters
 * @param gradSum a decaying sum of gradients, a tree like the parameters
 * @param params0 the first parameters, a tree like the parameters
 * @param estimLr the estimate of the distance from them to the best
 * @param numeratorWeighted the numerator of that estimate
 * @param count the number of steps so far, an {@code i32} scalar
 */
public record ProdigyState(
        Object expAvg,
        Object expAvgSq,
        Object gradSum,
        Object params0,
        Tensor estimLr,
        Tensor numeratorWeighted,
        Tensor count) {}
