package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.Structural.Concatenate;
import dev.haiku.ir.Structural.Pad;
import dev.haiku.ir.Structural.Reverse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The part of {@link Ops} that joins, splits, repeats and rearranges tensors. */
abstract class ArrangeOps extends ReductionOps {

    ArrangeOps() {}

    /** {@return the tensors joined along an existing axis} */
    public static Tensor concatenate(int axis, Tensor... tensors) {
        return concatenate(List.of(tensors), axis);
    }

    /**
     * {@return the tensors joined along an existing axis; element types are promoted}
     *
     * @throws dev.haiku.array.ShapeException if shapes differ along another axis or there is none
     */
    public static Tensor concatenate(List<Tensor> tensors, int axis) {
        check(!tensors.isEmpty(), "concatenate", "needs at least one tensor.");
        var first = tensors.get(0).shape();
        check(first.rank() > 0, "concatenate", "cannot join scalars. Use stack instead.");
        int normal = Operands.axis("concatenate", axis, first);
        for (var x : tensors) {
            check(
                    x.rank() == first.rank() && x.shape().with(normal, 0).equals(first.with(normal, 0)),
                    "concatenate",
                    "shapes " + first + " and " + x.shape() + " differ elsewhere than along axis " + normal + ".");
        }
        var operands = promoted(tensors);
        return operands.size() == 1
                ? operands.get(0)
                : bindAll(new Concatenate(normal), operands).get(0);
    }

    private static List<Tensor> promoted(List<Tensor> tensors) {
        var dtype = tensors.stream().map(Tensor::dtype).reduce(DType::promote).orElseThrow();
        return tensors.stream().map(x -> Operands.cast(x, dtype)).toList();
    }

    /** {@return the tensors joined along a new axis} */
    public static Tensor stack(int axis, Tensor... tensors) {
        return stack(List.of(tensors), axis);
    }

    /**
     * {@return the tensors joined along a new axis at that place of the result}
     *
     * @throws dev.haiku.array.ShapeException if shapes differ or there is none
     */
    public static Tensor stack(List<Tensor> tensors, int axis) {
        check(!tensors.isEmpty(), "stack", "needs at least one tensor.");
        var first = tensors.get(0).shape();
        int rank = first.rank() + 1;
        int normal = Operands.axis("stack", axis, rank, "a result of rank " + rank);
        for (var x : tensors) {
            check(
                    x.shape().equals(first),
                    "stack",
                    "needs tensors of one shape, but got " + first + " and " + x.shape() + ".");
        }
        return concatenate(tensors.stream().map(x -> expandDims(x, normal)).toList(), normal);
    }

    /** {@return the slices along an axis, which vanishes} */
    public static List<Tensor> unstack(Tensor x, int axis) {
        int normal = Operands.axis("unstack", axis, x.shape());
        return IntStream.range(0, x.dim(normal))
                .mapToObj(i -> squeeze(IndexingOps.slice(x, normal, i, i + 1), normal))
                .toList();
    }

    /**
     * {@return the tensor cut into equal sections along an axis}
     *
     * @throws dev.haiku.array.ShapeException if its size is not a multiple of {@code sections}
     */
    public static List<Tensor> split(Tensor x, int sections, int axis) {
        int normal = Operands.axis("split", axis, x.shape());
        int size = x.dim(normal);
        check(
                sections > 0 && size % sections == 0,
                "split",
                "cannot cut axis " + axis + " of shape " + x.shape() + " into " + sections + " equal sections.");
        int step = size / sections;
        return IntStream.range(0, sections)
                .mapToObj(i -> IndexingOps.slice(x, normal, i * step, (i + 1) * step))
                .toList();
    }

    /**
     * {@return the tensor cut before the given indices of an axis, so one section more than indices}
     *
     * @throws dev.haiku.array.ShapeException if the indices decrease or are out of range
     */
    public static List<Tensor> split(Tensor x, List<Integer> indices, int axis) {
        int normal = Operands.axis("split", axis, x.shape());
        int size = x.dim(normal);
        var sections = new ArrayList<Tensor>();
        int start = 0;
        for (int i = 0; i <= indices.size(); i++) {
            int limit = i < indices.size() ? indices.get(i) : size;
            check(
                    start <= limit && limit <= size,
                    "split",
                    "indices " + indices + " do not cut axis " + axis + " of shape " + x.shape() + " in order.");
            sections.add(IndexingOps.slice(x, normal, start, limit));
            start = limit;
        }
        return List.copyOf(sections);
    }

    /** {@return the tensor repeated as a whole along each axis; missing leading counts or axes count as 1} */
    public static Tensor tile(Tensor x, int... counts) {
        int rank = Math.max(x.rank(), counts.length);
        var apart = new int[2 * rank];
        var repeated = new int[2 * rank];
        var tiled = new int[rank];
        for (int i = 0; i < rank; i++) {
            int fromEnd = i - rank;
            int size = -fromEnd <= x.rank() ? x.dim(fromEnd) : 1;
            int count = -fromEnd <= counts.length ? counts[counts.length + fromEnd] : 1;
            apart[2 * i] = 1;
            apart[2 * i + 1] = size;
            repeated[2 * i] = count;
            repeated[2 * i + 1] = size;
            tiled[i] = count * size;
        }
        return reshape(broadcastTo(reshape(x, apart), repeated), tiled);
    }

    /** {@return the tensor with each element repeated in place along an axis} */
    public static Tensor repeat(Tensor x, int count, int axis) {
        int normal = Operands.axis("repeat", axis, x.shape());
        var shape = x.shape();
        var spread = broadcastTo(expandDims(x, normal + 1), shape.insert(normal + 1, count));
        return reshape(spread, shape.with(normal, shape.dim(normal) * count));
    }

    /** {@return the tensor with its elements in reverse order along axes, all if none is given} */
    public static Tensor flip(Tensor x, int... axes) {
        var normal = Operands.axesOrAll("flip", axes, x.shape());
        return normal.isEmpty() ? x : bind(new Reverse(normal), x);
    }

    /** {@return the tensor with its elements moved by {@code shift} places along an axis, the last ones to the front} */
    public static Tensor roll(Tensor x, int shift, int axis) {
        int normal = Operands.axis("roll", axis, x.shape());
        int size = x.dim(normal);
        int wrapped = size == 0 ? 0 : Math.floorMod(shift, size);
        if (wrapped == 0) {
            return x;
        }
        return concatenate(
                normal,
                IndexingOps.slice(x, normal, size - wrapped, size),
                IndexingOps.slice(x, normal, 0, size - wrapped));
    }

    /**
     * {@return the tensor with a scalar put around it and between its elements; negative numbers of them remove elements}
     *
     * @throws dev.haiku.array.ShapeException if the numbers do not fit
     */
    public static Tensor pad(Tensor x, Tensor value, List<Integer> low, List<Integer> high, List<Integer> interior) {
        boolean same = List.of(low, high, interior).stream()
                .allMatch(list -> list.size() == x.rank() && list.stream().allMatch(n -> n == 0));
        return same ? x : bind(new Pad(low, high, interior), x, Operands.cast(value, x.dtype()));
    }

    /** {@return the matrices with zeros above their {@code offset}-th diagonal} */
    public static Tensor tril(Tensor x, int offset) {
        return where(triangle("tril", x, offset), x, zero(x));
    }

    /** {@return the matrices with zeros below their {@code offset}-th diagonal} */
    public static Tensor triu(Tensor x, int offset) {
        return where(triangle("triu", x, offset - 1), zero(x), x);
    }

    private static Tensor triangle(String op, Tensor x, int offset) {
        check(x.rank() >= 2, op, "needs at least 2 axes, but got shape " + x.shape() + ".");
        return RearrangeOps.broadcastToRank(tri(x.dim(-2), x.dim(-1), offset, DType.BOOL), x.rank());
    }

    private static Tensor zero(Tensor x) {
        return Tensor.scalar(x.dtype(), 0);
    }

    /**
     * {@return the square matrix with a vector on its {@code offset}-th diagonal, or that diagonal of a matrix}
     *
     * @throws dev.haiku.array.ShapeException if x is neither vector nor matrix
     */
    public static Tensor diag(Tensor x, int offset) {
        check(x.rank() == 1 || x.rank() == 2, "diag", "needs a vector or matrix, but got shape " + x.shape() + ".");
        if (x.rank() == 2) {
            return diagonal(x, offset, 0, 1);
        }
        int size = x.dim(0) + Math.abs(offset);
        var row = pad(x, zero(x), List.of(Math.max(offset, 0)), List.of(Math.max(-offset, 0)), List.of(0));
        return where(eye(size, size, offset, DType.BOOL), expandDims(row, 0), zero(x));
    }

    /** {@return the {@code offset}-th diagonals of the matrices that two axes span, along a new last axis} */
    public static Tensor diagonal(Tensor x, int offset, int axis1, int axis2) {
        int first = Operands.axis("diagonal", axis1, x.shape());
        int second = Operands.axis("diagonal", axis2, x.shape());
        check(first != second, "diagonal", "axes " + axis1 + " and " + axis2 + " of " + x.shape() + " are the same.");
        var order = new ArrayList<>(Operands.range(0, x.rank()));
        order.removeAll(List.of(first, second));
        order.add(first);
        order.add(second);
        var matrices = transpose(x, order);
        int row = Math.max(-offset, 0);
        int column = Math.max(offset, 0);
        int length = Math.max(0, Math.min(matrices.dim(-2) - row, matrices.dim(-1) - column));
        var batch = matrices.shape().subShape(0, x.rank() - 2);
        if (length == 0) {
            return zeros(batch.concat(Shape.of(0)), x.dtype());
        }
        var square = IndexingOps.slice(IndexingOps.slice(matrices, -2, row, row + length), -1, column, column + length);
        // in row-major order the diagonal of a square is every (length + 1)-th element
        var rows = reshape(square, batch.concat(Shape.of(length * length)));
        return IndexingOps.slice(rows, -1, 0, length * length, length + 1);
    }

    /** {@return the sum of the main diagonal of the matrices that the first two axes span} */
    public static Tensor trace(Tensor x) {
        return sum(diagonal(x, 0, 0, 1), -1);
    }

    /** {@return the coordinates of a grid, each varying along the axis of its vector; shape {@code [n0, n1, ...]}} */
    public static List<Tensor> meshgridIj(Tensor... vectors) {
        for (var x : vectors) {
            check(x.rank() <= 1, "meshgrid", "needs vectors, but got shape " + x.shape() + ".");
        }
        var shape =
                Shape.of(Arrays.stream(vectors).mapToInt(x -> (int) x.size()).toArray());
        return IntStream.range(0, vectors.length)
                .mapToObj(i -> {
                    var dims = new int[vectors.length];
                    Arrays.fill(dims, 1);
                    dims[i] = shape.dim(i);
                    return broadcastTo(reshape(vectors[i], dims), shape);
                })
                .toList();
    }

    /** {@return the coordinates of a grid as NumPy orders them ("xy"): shape {@code [n1, n0, n2, ...]}} */
    public static List<Tensor> meshgrid(Tensor... vectors) {
        return meshgridIj(vectors).stream()
                .map(x -> x.rank() < 2 ? x : swapAxes(x, 0, 1))
                .toList();
    }
}
