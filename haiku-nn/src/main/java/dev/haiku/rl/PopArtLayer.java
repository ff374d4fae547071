package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * The parameters of the last linear layer, whose outputs PopArt normalises.
 *
 * @param w weights {@code [in, tasks]}
 * @param b biases {@code [tasks]}
 */
public record PopArtLayer(Tensor w, Tensor b) {}
