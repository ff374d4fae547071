package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * The losses of constraints on divergences.
 *
 * @param klLoss the penalty for the divergences
 * @param alphaLoss the loss of the multipliers
 */
public record KlLosses(Tensor klLoss, Tensor alphaLoss) {

    KlLosses add(KlLosses other) {
        return new KlLosses(klLoss.add(other.klLoss), alphaLoss.add(other.alphaLoss));
    }
}
