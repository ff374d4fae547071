package dev.haiku.optim.contrib;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Contrib#dadaptAdamw}.
 *
 * @param expAvg the moving average of gradients, a tree like the parameters
 * @param expAvgSq the moving average of their squares, a tree like the parameters
 * @param gradSum a decaying sum of gradients, a tree like the parameters
 * @param estimLr the estimate of the distance from the first parameters to the best
 * @param numeratorWeighted the numerator of that estimate
 * @param count the number of steps so far, an {@code i32} scalar
 */
public record DadaptAdamwState(
        Object expAvg, Object expAvgSq, Object gradSum, Tensor estimLr, Tensor numeratorWeighted, Tensor count) {}
