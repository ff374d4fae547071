package dev.haiku.nn.transformer;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * Which keys a query may attend to: {@code bool} tensors that broadcast to {@code [batch, heads, queries, keys]}; join them with {@code
 * a.logicalAnd(b)}.
 */
public final class Masks {

    private Masks() {}

    /** {@return the mask that lets each token see itself and those before it, {@code bool[1, 1, length, length]}} */
    public static Tensor causal(int length) {
        return causal(Ops.arange(length), length);
    }

    /**
     * {@return the mask that lets queries see the keys up to their own positions, {@code bool[1, 1, queries, keys]}}
     *
     * @param positions where the queries stand among the keys, {@code i32[queries]}
     * @param keys the number of keys
     */
    public static Tensor causal(Tensor positions, int keys) {
        int queries = positions.dim(0);
        var shape = Shape.of(1, 1, queries, keys);
        var keyPositions = Ops.arange(keys).broadcastTo(shape);
        return keyPositions.le(positions.reshape(1, 1, queries, 1).broadcastTo(shape));
    }

    /**
     * {@return the mask that hides the tokens behind the end of each sequence, {@code bool[batch, 1, 1, length]}}
     *
     * @param lengths the number of real tokens of each sequence, {@code i32[batch]}
     * @param length the number of tokens, padding included
     */
    public static Tensor lengths(Tensor lengths, int length) {
        var shape = Shape.of(lengths.dim(0), 1, 1, length);
        return Ops.arange(length)
                .broadcastTo(shape)
                .lt(lengths.expandDims(-1, -2, -3).broadcastTo(shape));
    }

    /**
     * {@return the mask that hides padding, {@code bool[batch, 1, 1, length]}}
     *
     * @param tokens {@code i32[batch, length]}
     * @param padding the token that stands for nothing
     */
    public static Tensor padding(Tensor tokens, int padding) {
        return tokens.ne(padding).expandDims(1).expandDims(1);
    }
}
