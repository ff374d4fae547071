package dev.haiku.func;

import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.BinaryOperator;

/**
 * Prefixes of an associative operation in a number of steps that grows with the logarithm of the length: neighbours are
 * combined, the prefixes of those pairs are the prefixes at odd indices, and each of them with the next element gives
 * one at an even index.
 *
 * @param f combines slices along the axis
 * @param axis the axis; negative ones count from the end of each tensor
 * @param <T> the tree of the elements
 */
record Prefixes<T>(BinaryOperator<T> f, int axis) {

    static <T> T scan(BinaryOperator<T> f, T elements, AssociativeScanOptions options) {
        int length = length(elements, options.axis());
        var prefixes = new Prefixes<>(f, options.axis());
        return options.reverse()
                ? prefixes.flipped(prefixes.of(prefixes.flipped(elements), length))
                : prefixes.of(elements, length);
    }

    private static int length(Object elements, int axis) {
        var types = Derivatives.types(Trees.leaves(elements));
        int length = -1;
        for (var type : types) {
            int rank = type.shape().rank();
            boolean exists = axis >= -rank && axis < rank;
            if (!exists || length >= 0 && type.shape().dim(axis) != length) {
                throw new ShapeException("associativeScan runs along axis " + axis
                        + " of all tensors, which must be of one size, but got " + types + ".");
            }
            length = type.shape().dim(axis);
        }
        return length;
    }

    private T flipped(T tree) {
        return Trees.map(tree, x -> Ops.flip(x, axis));
    }

    private T of(T elements, int length) {
        if (length < 2) {
            return elements;
        }
        var pairs = f.apply(every(elements, 0, length - 1), every(elements, 1, length));
        var odd = of(pairs, length / 2);
        var first = part(elements, 0, 1);
        if (length == 2) {
            return Trees.map(first, odd, (a, b) -> Ops.concatenate(axis, a, b));
        }
        var before = length % 2 == 0 ? part(odd, 0, length / 2 - 1) : odd;
        var even = f.apply(before, every(elements, 2, length));
        return Trees.map(first, even, odd, (a, b, c) -> interleave(Ops.concatenate(axis, a, b), c));
    }

    private T every(T elements, int start, int limit) {
        return Trees.map(elements, x -> Ops.slice(x, axis, start, limit, 2));
    }

    private T part(T elements, int start, int limit) {
        return Trees.map(elements, x -> Ops.slice(x, axis, start, limit));
    }

    /** {@return the elements of both in turn; the first may have one more} */
    private Tensor interleave(Tensor even, Tensor odd) {
        int pairs = odd.dim(axis);
        int position = axis < 0 ? axis + odd.rank() : axis;
        var joined = Axes.joined(Ops.stack(position + 1, Ops.slice(even, axis, 0, pairs), odd), position);
        return even.dim(axis) == pairs
                ? joined
                : Ops.concatenate(axis, joined, Ops.slice(even, axis, pairs, pairs + 1));
    }
}
