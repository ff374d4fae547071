package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * How the parts of a loss add up.
 *
 * @param policy the weight of the loss of the policy
 * @param temperature that of the loss of the temperature
 * @param kl that of the penalty for divergences
 * @param alpha that of the loss of the multipliers
 */
record MpoLossWeights(double policy, double temperature, double kl, double alpha) {

    MpoLoss sum(MpoOutputs parts) {
        Tensor loss = parts.policyLoss()
                .mul(policy)
                .add(parts.temperatureLoss().mul(temperature))
                .add(parts.klLoss().mul(kl))
                .add(parts.alphaLoss().mul(alpha));
        return new MpoLoss(loss, parts);
    }
}
