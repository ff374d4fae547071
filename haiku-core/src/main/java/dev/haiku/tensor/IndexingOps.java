package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.Indexing.Axes;
import dev.haiku.ir.Indexing.Combine;
import dev.haiku.ir.Indexing.DynamicSlice;
import dev.haiku.ir.Indexing.DynamicUpdateSlice;
import dev.haiku.ir.Indexing.Gather;
import dev.haiku.ir.Indexing.Mode;
import dev.haiku.ir.Indexing.Scatter;
import dev.haiku.ir.Reduction;
import dev.haiku.ir.Reduction.Sort;
import dev.haiku.ir.Structural.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The part of {@link Ops} that reads and writes at positions, and sorts. */
abstract class IndexingOps extends ArrangeOps {

    IndexingOps() {}

    /**
     * {@return the part at fixed positions of the leading axes, which vanish; negative positions count from the end}
     *
     * @throws dev.haiku.array.ShapeException if there are too many or one is out of range
     */
    public static Tensor get(Tensor x, int... indices) {
        check(indices.length <= x.rank(), "get", "got " + indices.length + " indices for shape " + x.shape() + ".");
        var shape = x.shape();
        var start = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
        var limit = new ArrayList<>(shape.toList());
        for (int i = 0; i < indices.length; i++) {
            int index = fixedIndex("get", indices[i], i, shape);
            start.set(i, index);
            limit.set(i, index + 1);
        }
        return reshape(
                slice(x, start, limit, Collections.nCopies(shape.rank(), 1)),
                shape.subShape(indices.length, shape.rank()));
    }

    static int fixedIndex(String op, int index, int axis, Shape shape) {
        int normal = index < 0 ? index + shape.dim(axis) : index;
        check(
                normal >= 0 && normal < shape.dim(axis),
                op,
                "index " + index + " is out of range for axis " + axis + " of shape " + shape + ".");
        return normal;
    }

    /**
     * {@return the part that an index addresses, by NumPy's rules; positions that are data and out of range are moved into it}
     *
     * @throws dev.haiku.array.ShapeException if the index has too many entries, a fixed position is out of range, or tensors in it
     *     are no integers or do not broadcast together
     */
    public static Tensor get(Tensor x, Index first, Index... others) {
        return IndexPlan.read("get", x, entries(first, others));
    }

    private static List<Index> entries(Index first, Index... others) {
        return Stream.concat(Stream.of(first), Arrays.stream(others)).toList();
    }

    /** {@return the parts at positions of the leading axis; negative ones count from the end, those out of range are moved into it} */
    public static Tensor get(Tensor x, Tensor indices) {
        return take("get", x, wrapped("get", indices, x, 0), 0, Mode.CLIP);
    }

    /** {@return the range from {@code start} (inclusive) to {@code limit} (exclusive) of an axis} */
    public static Tensor slice(Tensor x, int axis, int start, int limit) {
        return slice(x, axis, start, limit, 1);
    }

    /**
     * {@return every {@code stride}-th position from {@code start} (inclusive) to {@code limit} (exclusive) of an axis; negative ones count from the end}
     *
     * @throws dev.haiku.array.ShapeException if the range does not lie in the axis or the stride is not positive
     */
    public static Tensor slice(Tensor x, int axis, int start, int limit, int stride) {
        int normal = Operands.axis("slice", axis, x.shape());
        int size = x.dim(normal);
        int from = start < 0 ? start + size : start;
        int to = limit < 0 ? limit + size : limit;
        check(
                0 <= from && from <= to && to <= size && stride > 0,
                "slice",
                "range " + start + " to " + limit + (stride == 1 ? "" : " step " + stride) + " does not fit axis "
                        + axis + " of shape " + x.shape() + ".");
        var starts = new ArrayList<>(Collections.nCopies(x.rank(), 0));
        var limits = new ArrayList<>(x.shape().toList());
        var strides = new ArrayList<>(Collections.nCopies(x.rank(), 1));
        starts.set(normal, from);
        limits.set(normal, to);
        strides.set(normal, stride);
        return slice(x, starts, limits, strides);
    }

    /**
     * {@return a range of every axis}
     *
     * @throws dev.haiku.array.ShapeException if a range does not lie in its axis or a stride is not positive
     */
    public static Tensor slice(Tensor x, List<Integer> starts, List<Integer> limits, List<Integer> strides) {
        boolean whole = starts.stream().allMatch(i -> i == 0)
                && limits.equals(x.shape().toList())
                && strides.stream().allMatch(i -> i == 1);
        return whole ? x : bind(new Slice(starts, limits, strides), x);
    }

    /**
     * {@return a window of fixed size whose start is data, one integer scalar for each axis}
     *
     * <p>Negative starts count from the end; then the window is moved so that it fits.
     *
     * @throws dev.haiku.array.ShapeException if sizes and starts do not fit
     */
    public static Tensor dynamicSlice(Tensor x, List<Tensor> starts, int... sizes) {
        return window(x, wrappedStarts("dynamicSlice", x, starts), Operands.list(sizes));
    }

    /** {@return a window of fixed size along one axis, whose start is data} */
    public static Tensor dynamicSliceInAxis(Tensor x, Tensor start, int size, int axis) {
        int normal = Operands.axis("dynamicSliceInAxis", axis, x.shape());
        var starts = startsAt("dynamicSliceInAxis", x, start, normal);
        return window(x, starts, x.shape().with(normal, size).toList());
    }

    /** {@return the part at a position of one axis that is data; the axis vanishes} */
    public static Tensor dynamicIndexInAxis(Tensor x, Tensor index, int axis) {
        return squeeze(dynamicSliceInAxis(x, index, 1, axis), axis);
    }

    private static Tensor window(Tensor x, List<Tensor> starts, List<Integer> sizes) {
        return bindAll(new DynamicSlice(sizes), prepend(starts, x)).get(0);
    }

    /**
     * {@return the tensor with a window replaced, whose start is data, one integer scalar for each axis}
     *
     * <p>Negative starts count from the end; then the window is moved so that it fits.
     *
     * @throws dev.haiku.array.ShapeException if update and starts do not fit
     */
    public static Tensor dynamicUpdateSlice(Tensor x, Tensor update, List<Tensor> starts) {
        return replaced(x, update, wrappedStarts("dynamicUpdateSlice", x, starts));
    }

    /** {@return the tensor with a window along one axis replaced, whose start is data} */
    public static Tensor dynamicUpdateSliceInAxis(Tensor x, Tensor update, Tensor start, int axis) {
        int normal = Operands.axis("dynamicUpdateSliceInAxis", axis, x.shape());
        return replaced(x, update, startsAt("dynamicUpdateSliceInAxis", x, start, normal));
    }

    /** {@return the tensor with the part at a position of one axis that is data replaced; the update lacks the axis} */
    public static Tensor dynamicUpdateIndexInAxis(Tensor x, Tensor update, Tensor index, int axis) {
        int normal = Operands.axis("dynamicUpdateIndexInAxis", axis, x.shape());
        var part = update.rank() == x.rank() ? update : expandDims(update, normal);
        return dynamicUpdateSliceInAxis(x, part, index, normal);
    }

    private static Tensor replaced(Tensor x, Tensor update, List<Tensor> starts) {
        return bindAll(new DynamicUpdateSlice(), prepend(starts, x, Operands.cast(update, x.dtype())))
                .get(0);
    }

    private static List<Tensor> startsAt(String op, Tensor x, Tensor start, int axis) {
        var wrapped = wrapped(op, start, x, axis);
        var zero = Tensor.scalar(wrapped.dtype(), 0);
        return IntStream.range(0, x.rank())
                .mapToObj(i -> i == axis ? wrapped : zero)
                .toList();
    }

    private static List<Tensor> wrappedStarts(String op, Tensor x, List<Tensor> starts) {
        check(
                starts.size() == x.rank(),
                op,
                "needs one start for each axis of shape " + x.shape() + ", but got " + starts.size() + ".");
        return IntStream.range(0, x.rank())
                .mapToObj(i -> wrapped(op, starts.get(i), x, i))
                .toList();
    }

    private static List<Tensor> prepend(List<Tensor> tail, Tensor... head) {
        return Stream.concat(Arrays.stream(head), tail.stream()).toList();
    }

    /** {@return indices of at least 32 bits, the negative ones counted from the end} */
    static Tensor wrapped(String op, Tensor indices, Tensor x, int axis) {
        checkIndices(op, indices);
        return Operands.fromStart(Operands.wideIndices(indices), x.dim(axis));
    }

    static void checkIndices(String op, Tensor indices) {
        check(
                indices.dtype().isInteger(),
                op,
                "needs integer indices, but got " + indices.type() + "."
                        + (indices.dtype().isBool()
                                ? " A mask picks a number of elements that is not known; use where, or nonzero with a size."
                                : ""));
    }

    /** {@return the parts at positions of an axis that are counted from the start} */
    static Tensor take(String op, Tensor x, Tensor indices, int axis, Mode mode) {
        var shape = x.shape();
        int after = axis + indices.rank();
        check(shape.dim(axis) > 0 || indices.size() == 0, op, "axis " + axis + " of shape " + shape + " is empty.");
        if (shape.dim(axis) == 0) {
            return zeros(
                    shape.subShape(0, axis).concat(indices.shape()).concat(shape.subShape(axis + 1, shape.rank())),
                    x.dtype());
        }
        var offset = new ArrayList<>(Operands.range(0, axis));
        offset.addAll(Operands.range(after, after + shape.rank() - axis - 1));
        var axes = new Axes(offset, List.of(axis), List.of(), List.of(), List.of(axis));
        return gather(x, expandDims(indices, -1), axes, shape.with(axis, 1).toList(), mode);
    }

    /** {@return slices read at given positions, with XLA's dimension numbers} */
    public static Tensor gather(Tensor x, Tensor indices, Axes axes, List<Integer> sliceSizes, Mode mode) {
        return bind(new Gather(axes, sliceSizes, mode), x, indices);
    }

    /** {@return the tensor with slices written at given positions, with XLA's dimension numbers} */
    public static Tensor scatter(Tensor x, Tensor indices, Tensor updates, Axes axes, Combine combine, Mode mode) {
        return bind(new Scatter(axes, combine, mode), x, indices, updates);
    }

    /**
     * {@return the place at positions of the leading axes, to be read or to be written in a copy; see {@link At}}
     *
     * @throws dev.haiku.array.ShapeException if there are too few or too many indices, or they are no integers
     */
    public static At at(Tensor x, Tensor... indices) {
        checkCount(x, indices.length);
        return place(x, Arrays.stream(indices).map(Index::of).toList());
    }

    /**
     * {@return the place at fixed positions of the leading axes, to be read or to be written in a copy; see {@link At}}
     *
     * @throws dev.haiku.array.ShapeException if there are too few or too many, or one is out of range
     */
    public static At at(Tensor x, int... indices) {
        checkCount(x, indices.length);
        return place(x, Arrays.stream(indices).mapToObj(Index::at).toList());
    }

    /**
     * {@return the place that an index addresses by NumPy's rules, to be read or to be written in a copy; see {@link At}}
     *
     * @throws dev.haiku.array.ShapeException if the index has too many entries, a fixed position is out of range, or tensors in it
     *     are no integers or do not broadcast together
     */
    public static At at(Tensor x, Index first, Index... others) {
        return place(x, entries(first, others));
    }

    private static At place(Tensor x, List<Index> index) {
        return new At(x, IndexPlan.of("at", x, index));
    }

    private static void checkCount(Tensor x, int count) {
        check(
                count >= 1 && count <= x.rank(),
                "at",
                "needs 1 to " + x.rank() + " indices for shape " + x.shape() + ", but got " + count + ".");
    }

    /** {@return the tensor sorted along an axis, ascending; NaN comes last} */
    public static Tensor sort(Tensor x, int axis) {
        return bind(new Sort(Operands.axis("sort", axis, x.shape()), 1), x);
    }

    /** {@return several tensors of one shape sorted together along an axis, by the first {@code keys} of them, stable} */
    public static List<Tensor> sort(List<Tensor> operands, int axis, int keys) {
        return bindAll(new Sort(Operands.axis("sort", axis, operands.get(0).shape()), keys), operands);
    }

    /** {@return the {@code i32} positions that sort the tensor along an axis, ascending and stable; NaN comes last} */
    public static Tensor argsort(Tensor x, int axis) {
        int normal = Operands.axis("argsort", axis, x.shape());
        return sort(List.of(x, iota(DType.I32, x.shape(), normal)), normal, 1).get(1);
    }

    /**
     * The largest elements along an axis, in descending order.
     *
     * @param values the elements
     * @param indices their {@code i32} positions
     */
    public record TopK(Tensor values, Tensor indices) {}

    /**
     * {@return the k largest elements along the last axis; of equal ones the first, NaN counts as largest, 0 as larger than -0}
     *
     * @throws dev.haiku.array.ShapeException if the axis is shorter than k
     */
    public static TopK topK(Tensor x, int k) {
        return topK(x, k, -1);
    }

    /**
     * {@return the k largest elements along an axis; of equal ones the first, NaN counts as largest, 0 as larger than -0}
     *
     * @throws dev.haiku.array.ShapeException if the axis is shorter than k
     */
    public static TopK topK(Tensor x, int k, int axis) {
        int normal = Operands.axis("topK", axis, x.shape());
        check(
                k >= 0 && k <= x.dim(normal),
                "topK",
                "needs k from 0 to the size of axis " + axis + ", but got " + k + " and shape " + x.shape() + ".");
        var results = bindAll(new Reduction.TopK(normal, k), List.of(x));
        return new TopK(results.get(0), results.get(1));
    }

    /**
     * A tensor in ascending order with another one moved along.
     *
     * @param keys the sorted tensor
     * @param values the other one
     */
    public record SortedWithKey(Tensor keys, Tensor values) {}

    /**
     * {@return the keys sorted along an axis, ascending and stable, and the values in the same order; NaN comes last}
     *
     * <p>Mirrors {@code lax.sort_key_val}.
     *
     * @throws dev.haiku.array.ShapeException if the shapes differ
     */
    public static SortedWithKey sortWithKey(Tensor keys, Tensor values, int axis) {
        var sorted = sort(List.of(keys, values), axis, 1);
        return new SortedWithKey(sorted.get(0), sorted.get(1));
    }
}
