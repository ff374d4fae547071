package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * How much each sample counts.
 *
 * @param temperatureLoss the loss of the temperature
 * @param weights the weights, which sum to 1
 * @param numSamples how many samples took part
 */
public record MpoWeights(Tensor temperatureLoss, Tensor weights, Tensor numSamples) {}
