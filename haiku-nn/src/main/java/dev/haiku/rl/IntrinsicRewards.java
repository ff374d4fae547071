package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * Rewards for what is new.
 *
 * @param reward the rewards {@code [m]}
 * @param state what is remembered from now on
 */
public record IntrinsicRewards(Tensor reward, IntrinsicRewardState state) {}
