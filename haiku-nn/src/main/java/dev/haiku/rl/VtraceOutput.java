package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * What an actor-critic learns from a sequence.
 *
 * @param errors errors {@code [T]} of the values: {@code target - vTm1}
 * @param pgAdvantage advantages {@code [T]} of the actions, through which gradients flow; policy gradients stop them
 * @param qEstimate estimates {@code [T]} of the values of the actions
 */
public record VtraceOutput(Tensor errors, Tensor pgAdvantage, Tensor qEstimate) {}
