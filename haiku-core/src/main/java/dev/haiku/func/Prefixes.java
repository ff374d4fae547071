package dev.haiku.func;

import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Prefixes of an associative operation in a number of steps that grows with the logarithm of the length: neighbours are
 * combined, the prefixes of those pairs are the prefixes at odd indices, and each of them with the next element gives
 * one at an even index.
 */
final class Prefixes {

    private Prefixes() {}

    static <T> T scan(BinaryOperator<T> f, T elements) {
        var flat = Trees.flatten(elements);
        int length = -1;
        for (int i = 0; i < flat.leaves().size(); i++) {
            var type = flat.leaves().get(i).type();
            if (type.shape().rank() == 0 || length >= 0 && type.shape().dim(0) != length) {
                throw new ShapeException("associativeScan needs tensors with first axes of one size, but got "
                        + Derivatives.types(flat.leaves()) + ".");
            }
            length = type.shape().dim(0);
        }
        return prefixes(f, elements, length);
    }

    private static <T> T prefixes(BinaryOperator<T> f, T elements, int length) {
        if (length < 2) {
            return elements;
        }
        var pairs = f.apply(every(elements, 0, length - 1), every(elements, 1, length));
        var odd = prefixes(f, pairs, length / 2);
        var first = part(elements, 0, 1);
        if (length == 2) {
            return Trees.map(first, odd, (a, b) -> Ops.concatenate(0, a, b));
        }
        var before = length % 2 == 0 ? part(odd, 0, length / 2 - 1) : odd;
        var even = f.apply(before, every(elements, 2, length));
        return Trees.map(first, even, odd, (a, b, c) -> interleave(Ops.concatenate(0, a, b), c));
    }

    private static <T> T every(T elements, int start, int limit) {
        return Trees.map(elements, x -> Ops.slice(x, 0, start, limit, 2));
    }

    private static <T> T part(T elements, int start, int limit) {
        return Trees.map(elements, x -> Ops.slice(x, 0, start, limit));
    }

    /** {@return the elements of both in turn; the first may have one more} */
    private static Tensor interleave(Tensor even, Tensor odd) {
        int pairs = odd.dim(0);
        var stacked = Ops.stack(1, Ops.slice(even, 0, 0, pairs), odd);
        var joined = Ops.reshape(stacked, odd.shape().with(0, 2 * pairs));
        if (even.dim(0) == pairs) {
            return joined;
        }
        List<Tensor> all = new ArrayList<>(List.of(joined, Ops.slice(even, 0, pairs, pairs + 1)));
        return Ops.concatenate(all, 0);
    }
}
