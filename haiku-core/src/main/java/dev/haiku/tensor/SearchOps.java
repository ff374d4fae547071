package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.Reduction.Sort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The part of {@link Ops} that searches sorted vectors, counts and orders. */
abstract class SearchOps extends SelectionOps {

    /** Up to this many sorted elements are all compared at once, which is faster than halving. */
    private static final int COMPARE_ALL_LIMIT = 256;

    SearchOps() {}

    /** On which side of equal elements a value is inserted. */
    public enum Side {
        /** In front of them. */
        LEFT,
        /** Behind them. */
        RIGHT
    }

    /** {@return where each value would be inserted into a sorted vector, in front of equal elements, as {@code i32}} */
    public static Tensor searchSorted(Tensor sorted, Tensor values) {
        return searchSorted(sorted, values, Side.LEFT);
    }

    /**
     * {@return where each value would be inserted into a sorted vector, as {@code i32}; NaN comes last}
     *
     * @throws dev.haiku.array.ShapeException if it is no vector
     */
    public static Tensor searchSorted(Tensor sorted, Tensor values, Side side) {
        check(sorted.rank() == 1, "searchSorted", "needs a sorted vector, but got shape " + sorted.shape() + ".");
        var dtype = sorted.dtype().promote(values.dtype());
        var ladder = Operands.cast(sorted, dtype);
        var wanted = Operands.cast(values, dtype);
        return sorted.dim(0) <= COMPARE_ALL_LIMIT
                ? countNonzero(
                        comesBefore(
                                RearrangeOps.broadcastToRank(ladder, wanted.rank() + 1), expandDims(wanted, -1), side),
                        List.of(-1),
                        Dims.DROP)
                : bisected(ladder, wanted, side);
    }

    /** {@return whether elements stand in front of values that are inserted on a side of equal ones} */
    private static Tensor comesBefore(Tensor elements, Tensor values, Side side) {
        if (!elements.dtype().isFloating()) {
            return side == Side.LEFT ? elements.lt(values) : elements.le(values);
        }
        return side == Side.LEFT
                ? elements.lt(values).or(isNan(values).and(isNan(elements).not()))
                : elements.le(values).or(isNan(values));
    }

    private static Tensor bisected(Tensor sorted, Tensor values, Side side) {
        var low = zeros(values.shape(), DType.I32);
        var high = full(values.shape(), sorted.dim(0), DType.I32);
        int steps = Integer.SIZE - Integer.numberOfLeadingZeros(sorted.dim(0));
        for (int i = 0; i < steps; i++) {
            var middle = low.add(high.sub(low).shiftRight(1));
            var right = comesBefore(take(sorted, middle, 0, IndexMode.CLIP), values, side);
            var open = low.lt(high);
            low = where(open.and(right), middle.add(1), low);
            high = where(right, high, middle);
        }
        return low;
    }

    /** {@return for each element the number of the bin {@code [bins[i-1], bins[i])} that it lies in, as {@code i32}} */
    public static Tensor digitize(Tensor x, Tensor bins) {
        return digitize(x, bins, false);
    }

    /**
     * {@return for each element the number of the bin between two neighbouring edges that it lies in, as {@code i32}}
     *
     * @param bins the edges, a vector in ascending or descending order
     * @param right whether a bin has its right edge, instead of its left one
     * @throws dev.haiku.array.ShapeException if it is no vector
     */
    public static Tensor digitize(Tensor x, Tensor bins, boolean right) {
        check(bins.rank() == 1, "digitize", "needs a vector of bins, but got shape " + bins.shape() + ".");
        int count = bins.dim(0);
        if (count == 0) {
            return zeros(x.shape(), DType.I32);
        }
        var side = right ? Side.LEFT : Side.RIGHT;
        var descending = sub(count, searchSorted(flip(bins), x, side));
        return where(get(bins, -1).ge(get(bins, 0)), searchSorted(bins, x, side), descending);
    }

    /** {@return how often each integer from 0 to {@code length - 1} occurs, as {@code i32}; negative ones count as 0, larger ones not} */
    public static Tensor bincount(Tensor x, int length) {
        return bincount(x, onesLike(x).cast(DType.I32), length);
    }

    /**
     * {@return the sum of the weights where each integer from 0 to {@code length - 1} occurs; negative ones count as 0, larger ones not}
     *
     * @throws dev.haiku.array.ShapeException if x are no integers or the weights have another shape
     */
    public static Tensor bincount(Tensor x, Tensor weights, int length) {
        var integers = x.dtype().isBool() ? x.cast(DType.I32) : x;
        checkIndices("bincount", integers);
        check(
                weights.shape().equals(x.shape()),
                "bincount",
                "weights of shape " + weights.shape() + " do not fit shape " + x.shape() + ".");
        var positions = integers.dtype().isUnsigned() ? integers : integers.maximum(0);
        return at(zeros(Shape.of(length), weights.dtype()), ravel(positions)).add(ravel(weights));
    }

    /** {@return the tensor sorted along its last axis, ascending; NaN comes last} */
    public static Tensor sort(Tensor x) {
        return sort(x, -1);
    }

    /** {@return the tensor sorted along an axis; descending order starts with NaN} */
    public static Tensor sort(Tensor x, int axis, boolean descending) {
        var ascending = sort(x, axis);
        return descending ? flip(ascending, axis) : ascending;
    }

    /** {@return the {@code i32} positions that sort the tensor along its last axis, ascending and stable; NaN comes last} */
    public static Tensor argsort(Tensor x) {
        return argsort(x, -1);
    }

    /** {@return the {@code i32} positions that sort the tensor along an axis, stable in both orders} */
    public static Tensor argsort(Tensor x, int axis, boolean descending) {
        if (!descending) {
            return argsort(x, axis);
        }
        int normal = Operands.axis("argsort", axis, x.shape());
        var backwards = flip(iota(DType.I32, x.shape(), normal), normal);
        return flip(sort(List.of(flip(x, normal), backwards), normal, 1).get(1), normal);
    }

    /** {@return the {@code i32} positions that sort along the last axis by several keys; the last key counts first} */
    public static Tensor lexsort(List<Tensor> keys) {
        return lexsort(keys, -1);
    }

    /**
     * {@return the {@code i32} positions that sort along an axis by several keys of one shape, stable; the last key counts first}
     *
     * @throws dev.haiku.array.ShapeException if there is no key or shapes differ
     */
    public static Tensor lexsort(List<Tensor> keys, int axis) {
        check(!keys.isEmpty(), "lexsort", "needs at least one key.");
        var shape = keys.get(0).shape();
        int normal = Operands.axis("lexsort", axis, shape);
        var operands = new ArrayList<>(keys);
        Collections.reverse(operands);
        operands.add(iota(DType.I32, shape, normal));
        return bindAll(new Sort(normal, keys.size()), operands).get(keys.size());
    }

    /**
     * {@return the tensor with the {@code kth} smallest element along an axis in its place, smaller ones in front, others behind}
     *
     * @throws dev.haiku.array.ShapeException if there is no such element
     */
    public static Tensor partition(Tensor x, int kth, int axis) {
        checkKth("partition", x, kth, axis);
        return sort(x, axis);
    }

    /** {@return the {@code i32} positions that {@link #partition} the tensor along an axis} */
    public static Tensor argpartition(Tensor x, int kth, int axis) {
        checkKth("argpartition", x, kth, axis);
        return argsort(x, axis);
    }

    private static void checkKth(String op, Tensor x, int kth, int axis) {
        int size = x.dim(Operands.axis(op, axis, x.shape()));
        check(
                -size <= kth && kth < size,
                op,
                "element " + kth + " is out of range for axis " + axis + " of shape " + x.shape() + ".");
    }
}
