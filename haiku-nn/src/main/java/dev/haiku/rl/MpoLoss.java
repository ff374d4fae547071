package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * The loss of MPO or V-MPO.
 *
 * @param loss the weighted sum {@code [E...]} of the parts
 * @param outputs the parts
 */
public record MpoLoss(Tensor loss, MpoOutputs outputs) {}
