package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * Actions that a policy should choose more often, with weights.
 *
 * @param actions actions {@code [N, batch..., event...]}
 * @param weights their weights {@code [N, batch...]}
 */
public record PolicyTarget(Tensor actions, Tensor weights) {}
