package dev.haiku.nn.nets;

import dev.haiku.tensor.Tensor;

/**
 * What a vector quantizer returns for {@code [..., D]}; a tree.
 *
 * @param quantize the nearest code of each vector, {@code [..., D]}; its gradient is that of the vector itself
 * @param loss what to minimise, a scalar
 * @param perplexity {@code exp} of the entropy of the codes' frequencies, a scalar: how many codes are in use
 * @param encodings the choices as one-hot vectors, {@code [N, K]} for {@code N} vectors and {@code K} codes
 * @param encodingIndices the choices, {@code i32[...]}
 * @param distances the squared distance of each vector from each code, {@code [N, K]}
 */
public record Quantized(
        Tensor quantize, Tensor loss, Tensor perplexity, Tensor encodings, Tensor encodingIndices, Tensor distances) {}
