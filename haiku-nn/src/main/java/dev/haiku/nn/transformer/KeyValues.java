package dev.haiku.nn.transformer;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The keys and values of the tokens so far, so that decoding the next one need not compute them again; a tree.
 *
 * <p>It is passed in and out of {@code decode}, as all else that changes. Its size is fixed, so that a step compiles once; donate it
 * to a jitted step, and it is updated in place.
 *
 * @param keys {@code [batch, capacity, groups, size]}, of which the first {@code length} places are filled
 * @param values alike
 * @param length how many tokens there are, {@code i32[]}
 */
public record KeyValues(Tensor keys, Tensor values, Tensor length) {

    /**
     * {@return a cache without tokens}
     *
     * @param batch the number of sequences
     * @param capacity the largest number of tokens
     * @param groups the number of heads of keys and values
     * @param size the size of a head
     * @param dtype the element type
     */
    public static KeyValues empty(int batch, int capacity, int groups, int size, DType dtype) {
        var zeros = Ops.zeros(Shape.of(batch, capacity, groups, size), dtype);
        return new KeyValues(zeros, zeros, Tensor.scalar(0));
    }

    /** {@return the largest number of tokens} */
    public int capacity() {
        return keys.dim(1);
    }

    /**
     * {@return this with further tokens; beyond the capacity the last ones overwrite those before them}
     *
     * @param newKeys {@code [batch, tokens, groups, size]}
     * @param newValues alike
     */
    public KeyValues append(Tensor newKeys, Tensor newValues) {
        var zero = Tensor.scalar(0);
        var start = List.of(zero, length, zero, zero);
        return new KeyValues(
                Ops.dynamicUpdateSlice(keys, newKeys.cast(keys.dtype()), start),
                Ops.dynamicUpdateSlice(values, newValues.cast(values.dtype()), start),
                length.add(newKeys.dim(1)));
    }

    /** {@return the positions of the next {@code tokens} tokens, {@code i32[tokens]}} */
    public Tensor nextPositions(int tokens) {
        return Ops.arange(tokens).add(length);
    }
}
