package dev.haiku.rl;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.stream.IntStream;

/** The part of {@link Rlax} that picks, marks and masks elements. */
abstract class IndexFunctions extends TransformFunctions {

    IndexFunctions() {}

    /**
     * {@return one element of the last axis for each index: {@code out[i...] = values[i..., indices[i...]]}}
     *
     * <p>Negative indices count from the end, those too large give NaN.
     *
     * @param values numbers {@code [..., n]}
     * @param indices integers {@code [...]}
     */
    public static Tensor batchedIndex(Tensor values, Tensor indices) {
        return batchedIndex(values, indices, false);
    }

    /**
     * {@return one element of the last axis for each index}
     *
     * @param values numbers {@code [..., n]}
     * @param indices integers {@code [...]}
     * @param keepdims whether the result keeps the last axis, of size 1
     */
    public static Tensor batchedIndex(Tensor values, Tensor indices, boolean keepdims) {
        Signature.of("batchedIndex")
                .integer("indices", indices)
                .require(
                        indices.rank() == values.rank() - 1,
                        "values with one axis more than indices, but got " + values.type() + " and " + indices.type(),
                        "Their last axis is the one that is indexed.");
        var picked = Ops.takeAlongAxis(values, indices.expandDims(-1), -1);
        return keepdims ? picked : picked.squeeze(-1);
    }

    /** {@return {@link #oneHot(Tensor, int, DType)} of {@code f32}} */
    public static Tensor oneHot(Tensor indices, int numClasses) {
        return oneHot(indices, numClasses, DType.F32);
    }

    /**
     * {@return 1 where an index is the position along a new last axis, else 0; {@code [..., numClasses]}}
     *
     * <p>Indices may be fractions; those that are no class give rows of zeros.
     */
    public static Tensor oneHot(Tensor indices, int numClasses, DType dtype) {
        var classes = Ops.iota(indices.dtype().isBool() ? DType.I32 : indices.dtype(), numClasses);
        return indices.expandDims(-1)
                .eq(Ops.broadcastToRank(classes, indices.rank() + 1))
                .cast(dtype);
    }

    /**
     * {@return {@code source} with trailing axes of size 1, until it has as many axes as {@code target}}
     *
     * <p>It then broadcasts with the target from the left: {@code [T, B]} with {@code [T, B, A]}.
     *
     * @throws ShapeException if an axis has neither the target's size nor size 1
     */
    public static Tensor lhsBroadcast(Tensor source, Tensor target) {
        var from = source.shape();
        var to = target.shape();
        boolean fits = from.rank() <= to.rank()
                && IntStream.range(0, from.rank()).allMatch(i -> from.dim(i) == to.dim(i) || from.dim(i) == 1);
        if (!fits) {
            throw new ShapeException("lhsBroadcast needs a source of shape " + to
                    + " or of its first axes, each of that" + " size or 1, but got " + from
                    + ". It broadcasts from the left, unlike other operations.");
        }
        int[] ones = IntStream.range(from.rank(), to.rank()).map(i -> 1).toArray();
        return source.reshape(from.concat(Shape.of(ones)));
    }

    /** {@return {@code data} with zeros where {@code mask}, broadcast from the left, is true} */
    public static Tensor replaceMasked(Tensor data, Tensor mask) {
        return replaceMasked(data, Ops.zerosLike(data), mask);
    }

    /**
     * {@return {@code data} where {@code mask} is false and {@code replacement} where it is true}
     *
     * @param data any tensor
     * @param replacement one that broadcasts with it
     * @param mask truth values or numbers that are 0 or not, which {@link #lhsBroadcast} to the data
     */
    public static Tensor replaceMasked(Tensor data, Tensor replacement, Tensor mask) {
        return Ops.where(lhsBroadcast(mask, data), replacement, data);
    }
}
