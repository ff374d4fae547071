package dev.haiku.nn.recurrent;

import dev.haiku.tensor.Tensor;

/**
 * The state of an {@link Lstm}; a tree.
 *
 * @param hidden the last output, {@code [..., hidden]}
 * @param cell the memory, {@code [..., hidden]}
 */
public record LstmState(Tensor hidden, Tensor cell) {}
