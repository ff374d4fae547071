package dev.haiku.nn.transformer;

import dev.haiku.tensor.Tensor;

/**
 * What decoding some tokens gives; a tree.
 *
 * @param output the output of the tokens
 * @param cache the cache with the tokens included
 * @param <C> {@link KeyValues} of a layer, or a list of those of all layers
 */
public record Decoded<C>(Tensor output, C cache) {}
