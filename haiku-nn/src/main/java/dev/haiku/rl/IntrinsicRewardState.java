package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * What an agent remembers of an episode to know what is new.
 *
 * @param memory embeddings {@code [maxMemorySize, n]}, in a ring; infinite where there is none yet
 * @param nextMemoryIndex where the next one goes, an {@code i32} scalar
 * @param distanceSum the sum of the distances so far times -1, a scalar
 * @param distanceCount how many they were, an {@code i32} scalar
 */
public record IntrinsicRewardState(Tensor memory, Tensor nextMemoryIndex, Tensor distanceSum, Tensor distanceCount) {}
