package dev.haiku.nn.nets;

import dev.haiku.array.ShapeException;
import dev.haiku.func.Collectives;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codes nearest to vectors.
 *
 * @param flat the vectors, {@code [N, D]}
 * @param distances the squared distance of each from each code, {@code [N, K]}
 * @param encodings the nearest as one-hot vectors, {@code [N, K]}
 * @param indices the nearest, in the shape of the input without its last axis
 */
record NearestCodes(Tensor flat, Tensor distances, Tensor encodings, Tensor indices) {

    /** {@return the nearest of the codes {@code [D, K]} to the vectors {@code [..., D]}; the first of several} */
    static NearestCodes of(Tensor inputs, Tensor codes) {
        if (inputs.rank() < 1 || inputs.shape().last() != codes.dim(0)) {
            throw new ShapeException("the input must be [..., " + codes.dim(0) + "], but has shape " + inputs.shape()
                    + ".\nThe size of its last axis is embeddingDim.");
        }
        var flat = inputs.reshape(-1, codes.dim(0));
        var distances = Ops.sum(Ops.square(flat), List.of(1), Dims.KEEP)
                .sub(flat.matmul(codes).mul(2))
                .add(Ops.sum(Ops.square(codes), List.of(0), Dims.KEEP));
        var indices = Ops.argmax(distances.neg(), 1);
        return new NearestCodes(
                flat,
                distances,
                Nn.oneHot(indices, codes.dim(1), distances.dtype()),
                indices.reshape(inputs.shape().subShape(0, inputs.rank() - 1)));
    }

    /** {@return the codes {@code [D, K]} of those indices, {@code [..., D]}} */
    static Tensor lookUp(Tensor codes, Tensor indices) {
        return codes.transpose().get(indices);
    }

    /** {@return the mean squared distance of the vectors from their codes, of which only the former have a gradient} */
    static Tensor commitment(Tensor inputs, Tensor quantized) {
        return Ops.square(Ops.stopGradient(quantized).sub(inputs)).mean();
    }

    /** {@return the result of a quantizer; frequencies are averaged over the replicas of that axis, if there is one} */
    Quantized result(Tensor inputs, Tensor quantized, Tensor loss, @Nullable String replicas) {
        var frequencies = Ops.mean(encodings, 0);
        var shares = replicas == null ? frequencies : Collectives.pmean(frequencies, replicas);
        var perplexity = Ops.exp(shares.mul(Ops.log(shares.add(1e-10))).sum().neg());
        var passedThrough = inputs.add(Ops.stopGradient(quantized.sub(inputs)));
        return new Quantized(passedThrough, loss, perplexity, encodings, indices, distances);
    }
}
