package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * The parts of the loss of MPO or V-MPO.
 *
 * @param temperatureLoss the loss of the temperature
 * @param policyLoss the loss {@code [E...]} of the policy
 * @param klLoss the penalty {@code [E...]} for divergences
 * @param alphaLoss the loss {@code [E...]} of the multipliers of divergences
 * @param normalizedWeights the weights of samples, which sum to 1
 * @param numSamples how many samples took part
 */
public record MpoOutputs(
        Tensor temperatureLoss,
        Tensor policyLoss,
        Tensor klLoss,
        Tensor alphaLoss,
        Tensor normalizedWeights,
        Tensor numSamples) {}
