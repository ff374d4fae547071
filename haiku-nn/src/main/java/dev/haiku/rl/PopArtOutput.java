package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * The outputs of a network for given tasks.
 *
 * @param normalized as they are
 * @param unnormalized in the units of the task
 */
public record PopArtOutput(Tensor normalized, Tensor unnormalized) {}
