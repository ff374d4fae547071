package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The part of {@link Ops} that joins and cuts tensors in NumPy's special ways, and takes out or puts in parts. */
abstract class JoinOps extends SetOps {

    JoinOps() {}

    /** {@return the tensors joined along the first axis; vectors are rows} */
    public static Tensor vstack(Tensor... tensors) {
        return concatenate(Arrays.stream(tensors).map(RearrangeOps::atLeast2d).toList(), 0);
    }

    /** {@return the tensors joined along the second axis; vectors along their only one} */
    public static Tensor hstack(Tensor... tensors) {
        var whole = Arrays.stream(tensors).map(RearrangeOps::atLeast1d).toList();
        check(!whole.isEmpty(), "hstack", "needs at least one tensor.");
        return concatenate(whole, whole.get(0).rank() == 1 ? 0 : 1);
    }

    /** {@return the tensors joined along the third axis; vectors {@code [n]} count as {@code [1, n, 1]}, matrices {@code [m, n]} as {@code [m, n, 1]}} */
    public static Tensor dstack(Tensor... tensors) {
        return concatenate(Arrays.stream(tensors).map(RearrangeOps::atLeast3d).toList(), 2);
    }

    /** {@return the tensors joined along the second axis; vectors are columns} */
    public static Tensor columnStack(Tensor... tensors) {
        return concatenate(
                Arrays.stream(tensors)
                        .map(x -> x.rank() < 2 ? reshape(x, -1, 1) : x)
                        .toList(),
                1);
    }

    /** {@return the elements of both tensors in row-major order} */
    public static Tensor append(Tensor x, Tensor values) {
        return append(ravel(x), ravel(values), 0);
    }

    /** {@return the tensor with another one behind it along an axis} */
    public static Tensor append(Tensor x, Tensor values, int axis) {
        return concatenate(axis, x, values);
    }

    /**
     * {@return the tensor made of rows of blocks: rows are joined along the last axis, then all along the one before}
     *
     * @throws dev.haiku.array.ShapeException if there is no block, or sizes do not fit
     */
    public static Tensor block(List<List<Tensor>> rows) {
        return concatenate(
                rows.stream()
                        .map(row -> concatenate(
                                row.stream().map(RearrangeOps::atLeast2d).toList(), -1))
                        .toList(),
                -2);
    }

    /**
     * {@return the tensor cut into sections along an axis, the first ones one larger where its size is no multiple}
     *
     * @throws dev.haiku.array.ShapeException if there are no sections
     */
    public static List<Tensor> arraySplit(Tensor x, int sections, int axis) {
        int size = x.dim(Operands.axis("arraySplit", axis, x.shape()));
        check(sections > 0, "arraySplit", "needs at least one section, but got " + sections + ".");
        var places = IntStream.range(1, sections)
                .map(i -> i * (size / sections) + Math.min(i, size % sections))
                .boxed()
                .toList();
        return split(x, places, axis);
    }

    /**
     * {@return the tensor cut into sections of given sizes along an axis: JAX's {@code lax.split}}
     *
     * @throws dev.haiku.array.ShapeException if they do not add up to its size
     */
    public static List<Tensor> splitSizes(Tensor x, List<Integer> sizes, int axis) {
        int size = x.dim(Operands.axis("splitSizes", axis, x.shape()));
        check(
                sizes.stream().allMatch(n -> n >= 0)
                        && sizes.stream().mapToInt(Integer::intValue).sum() == size,
                "splitSizes",
                "sizes " + sizes + " do not add up to axis " + axis + " of shape " + x.shape() + ".");
        var places = new ArrayList<Integer>();
        for (int i = 0; i + 1 < sizes.size(); i++) {
            places.add(sizes.get(i) + (i == 0 ? 0 : places.get(i - 1)));
        }
        return split(x, places, axis);
    }

    /** {@return the tensor cut into equal sections along its first axis} */
    public static List<Tensor> vsplit(Tensor x, int sections) {
        return split(x, sections, 0);
    }

    /** {@return the tensor cut before the given indices of its first axis} */
    public static List<Tensor> vsplit(Tensor x, List<Integer> indices) {
        return split(x, indices, 0);
    }

    /** {@return the tensor cut into equal sections along its second axis; a vector along its only one} */
    public static List<Tensor> hsplit(Tensor x, int sections) {
        return split(x, sections, x.rank() == 1 ? 0 : 1);
    }

    /** {@return the tensor cut before the given indices of its second axis; a vector along its only one} */
    public static List<Tensor> hsplit(Tensor x, List<Integer> indices) {
        return split(x, indices, x.rank() == 1 ? 0 : 1);
    }

    /** {@return the tensor cut into equal sections along its third axis} */
    public static List<Tensor> dsplit(Tensor x, int sections) {
        return split(x, sections, 2);
    }

    /** {@return the tensor cut before the given indices of its third axis} */
    public static List<Tensor> dsplit(Tensor x, List<Integer> indices) {
        return split(x, indices, 2);
    }

    /**
     * {@return the tensor without the part at a position of an axis}
     *
     * @throws dev.haiku.array.ShapeException if the position is out of range
     */
    public static Tensor delete(Tensor x, int index, int axis) {
        return delete(x, new int[] {index}, axis);
    }

    /**
     * {@return the tensor without the parts at positions of an axis; repeated ones count once}
     *
     * @throws dev.haiku.array.ShapeException if a position is out of range
     */
    public static Tensor delete(Tensor x, int[] indices, int axis) {
        int normal = Operands.axis("delete", axis, x.shape());
        var removed = Arrays.stream(indices)
                .map(i -> fixedIndex("delete", i, normal, x.shape()))
                .boxed()
                .toList();
        var kept = IntStream.range(0, x.dim(normal))
                .filter(i -> !removed.contains(i))
                .toArray();
        return kept.length == x.dim(normal) ? x : take(x, Tensor.of(kept), normal, IndexMode.CLIP);
    }

    /**
     * {@return the tensor without the parts at as many different positions of an axis}
     *
     * <p>Positions that are data must differ, since the result has as many parts less as there are of them. Those out of range are moved
     * into it.
     *
     * @throws dev.haiku.array.ShapeException if they are no integers or more than there are parts
     */
    public static Tensor delete(Tensor x, Tensor indices, int axis) {
        int normal = Operands.axis("delete", axis, x.shape());
        int size = x.dim(normal);
        int left = size - (int) indices.size();
        check(
                left >= 0,
                "delete",
                "cannot remove " + indices.size() + " of " + size + " parts along axis " + axis + ".");
        var positions =
                wrapped("delete", ravel(indices), x, normal).cast(DType.I32).clip(0, size);
        // what is left at i was behind as many removed ones as have no more than i others in front of them
        var others = sort(positions, 0).sub(iota(DType.I32, (int) indices.size()));
        var rest = iota(DType.I32, left);
        var isBehind = expandDims(rest, 1).ge(expandDims(others, 0));
        return take(x, rest.add(countNonzero(isBehind, 1)), normal, IndexMode.CLIP);
    }

    /** {@return the tensor with values put in before a position of an axis; they broadcast to its other axes} */
    public static Tensor insert(Tensor x, int index, Tensor values, int axis) {
        int normal = Operands.axis("insert", axis, x.shape());
        int size = x.dim(normal);
        check(
                -size <= index && index <= size,
                "insert",
                "position " + index + " is out of range for axis " + axis + " of shape " + x.shape() + ".");
        int at = index < 0 ? index + size : index;
        var part =
                values.rank() < x.rank() ? expandDims(full(x.shape().remove(List.of(normal)), values), normal) : values;
        var shape = x.shape().with(normal, part.dim(normal));
        return concatenate(
                normal,
                slice(x, normal, 0, at),
                broadcastTo(Operands.cast(part, x.dtype()), shape),
                slice(x, normal, at, size));
    }

    /**
     * {@return the tensor with values put in before positions of an axis, counted in the tensor as it was}
     *
     * @param indices a vector of positions, moved into range
     * @param values what is put in, broadcast to one part for each position
     * @throws dev.haiku.array.ShapeException if the positions are no vector of integers or the values do not fit
     */
    public static Tensor insert(Tensor x, Tensor indices, Tensor values, int axis) {
        int normal = Operands.axis("insert", axis, x.shape());
        int size = x.dim(normal);
        check(indices.rank() == 1, "insert", "needs a vector of positions, but got shape " + indices.shape() + ".");
        var positions = wrapped("insert", indices, x, normal).cast(DType.I32).clip(0, size);
        var parts = broadcastTo(Operands.cast(values, x.dtype()), x.shape().with(normal, indices.dim(0)));
        // sorted stably, even numbers for what is put in and odd ones for what was there give the new order
        var rank = concatenate(0, positions.mul(2), iota(DType.I32, size).mul(2).add(1));
        return take(concatenate(normal, parts, x), argsort(rank, 0), normal, IndexMode.CLIP);
    }

    /** {@return the tensor with a scalar put in before every position of a vector} */
    public static Tensor insert(Tensor x, Tensor indices, double value, int axis) {
        return insert(x, indices, full(Shape.SCALAR, value, x.dtype()), axis);
    }
}
