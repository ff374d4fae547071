package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.Shape;
import dev.haiku.ir.Structural.Reshape;
import dev.haiku.ir.Structural.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The part of {@link Ops} that changes shapes and the order of axes, element for element. */
abstract class ShapeOps extends CreationOps {

    ShapeOps() {}

    /**
     * {@return the same row-major elements with another shape; one size may be -1 and follows from the others}
     *
     * @throws dev.haiku.array.ShapeException if the number of elements differs
     */
    public static Tensor reshape(Tensor x, int... dims) {
        return reshape(x, inferShape(x, dims));
    }

    /**
     * {@return the same row-major elements with another shape}
     *
     * @throws dev.haiku.array.ShapeException if the number of elements differs
     */
    public static Tensor reshape(Tensor x, Shape shape) {
        return x.shape().equals(shape) ? x : bind(new Reshape(shape), x);
    }

    private static Shape inferShape(Tensor x, int... dims) {
        int wild = -1;
        long known = 1;
        for (int i = 0; i < dims.length; i++) {
            check(dims[i] >= -1, "reshape", "size " + dims[i] + " of " + Arrays.toString(dims) + " is negative.");
            check(
                    dims[i] != -1 || wild < 0,
                    "reshape",
                    "only one size may be -1, but got " + Arrays.toString(dims) + ".");
            wild = dims[i] == -1 ? i : wild;
            known *= dims[i] == -1 ? 1 : dims[i];
        }
        if (wild < 0) {
            return Shape.of(dims);
        }
        check(
                known > 0 && x.size() % known == 0,
                "reshape",
                "cannot reshape " + x.shape() + " (" + x.size() + " elements) to " + Arrays.toString(dims) + ".");
        var inferred = dims.clone();
        inferred[wild] = (int) (x.size() / known);
        return Shape.of(inferred);
    }

    /** {@return the elements as a vector, in row-major order} */
    public static Tensor ravel(Tensor x) {
        return reshape(x, -1);
    }

    /**
     * {@return the tensor with the axes {@code firstAxis} to {@code lastAxis} (inclusive) merged into one}
     *
     * @throws dev.haiku.array.ShapeException if there are no such axes or they are in the wrong order
     */
    public static Tensor flatten(Tensor x, int firstAxis, int lastAxis) {
        int first = Operands.axis("flatten", firstAxis, x.shape());
        int last = Operands.axis("flatten", lastAxis, x.shape());
        check(
                first <= last,
                "flatten",
                "axis " + firstAxis + " comes after axis " + lastAxis + " in shape " + x.shape() + ".");
        var merged = Shape.of((int) x.shape().subShape(first, last + 1).size());
        return reshape(
                x, x.shape().subShape(0, first).concat(merged).concat(x.shape().subShape(last + 1, x.rank())));
    }

    /**
     * {@return the tensor with its axes reordered: axis {@code i} of the result is axis {@code permutation[i]}; reversed if none is given}
     *
     * @throws dev.haiku.array.ShapeException if it is no permutation of the axes
     */
    public static Tensor transpose(Tensor x, int... permutation) {
        int rank = x.rank();
        if (permutation.length == 0) {
            return transpose(
                    x, Operands.range(0, rank).stream().map(i -> rank - 1 - i).toList());
        }
        return transpose(x, Operands.list(permutation));
    }

    /**
     * {@return the tensor with its axes reordered: axis {@code i} of the result is axis {@code permutation[i]}}
     *
     * @throws dev.haiku.array.ShapeException if it is no permutation of the axes
     */
    public static Tensor transpose(Tensor x, List<Integer> permutation) {
        var axes = permutation.stream()
                .map(axis -> Operands.axis("transpose", axis, x.shape()))
                .toList();
        check(
                axes.size() == x.rank() && axes.stream().distinct().count() == x.rank(),
                "transpose",
                permutation + " is no permutation of the axes of shape " + x.shape() + ".");
        return axes.equals(Operands.range(0, x.rank())) ? x : bind(new Transpose(axes), x);
    }

    /** {@return the tensor with the last two axes swapped} */
    public static Tensor matrixTranspose(Tensor x) {
        check(x.rank() >= 2, "matrixTranspose", "needs at least 2 axes, but got shape " + x.shape() + ".");
        return swapAxes(x, -1, -2);
    }

    /** {@return the tensor with two axes swapped} */
    public static Tensor swapAxes(Tensor x, int axis1, int axis2) {
        int first = Operands.axis("swapAxes", axis1, x.shape());
        int second = Operands.axis("swapAxes", axis2, x.shape());
        return transpose(
                x,
                Operands.range(0, x.rank()).stream()
                        .map(i -> i == first ? second : i == second ? first : i)
                        .toList());
    }

    /** {@return the tensor with one axis moved to another place, the others keeping their order} */
    public static Tensor moveAxis(Tensor x, int source, int destination) {
        int from = Operands.axis("moveAxis", source, x.shape());
        int to = Operands.axis("moveAxis", destination, x.shape());
        var axes = new ArrayList<>(Operands.range(0, x.rank()));
        axes.add(to, axes.remove(from));
        return transpose(x, axes);
    }

    /**
     * {@return the tensor with new axes of size 1 at those places of the result}
     *
     * @throws dev.haiku.array.ShapeException if a place is out of range or named twice
     */
    public static Tensor expandDims(Tensor x, int... axes) {
        int rank = x.rank() + axes.length;
        var places = Arrays.stream(axes)
                .map(axis -> Operands.axis("expandDims", axis, rank, "a result of rank " + rank))
                .sorted()
                .distinct()
                .toArray();
        check(places.length == axes.length, "expandDims", "axes " + Arrays.toString(axes) + " repeat one.");
        var shape = x.shape();
        for (int place : places) {
            shape = shape.insert(place, 1);
        }
        return reshape(x, shape);
    }

    /**
     * {@return the tensor without those axes of size 1; without all of them if none is given}
     *
     * @throws dev.haiku.array.ShapeException if one has another size
     */
    public static Tensor squeeze(Tensor x, int... axes) {
        var shape = x.shape();
        if (axes.length == 0) {
            return reshape(
                    x,
                    shape.remove(Operands.range(0, shape.rank()).stream()
                            .filter(i -> shape.dim(i) == 1)
                            .toList()));
        }
        var removed = Operands.axes("squeeze", Operands.list(axes), shape);
        for (int axis : removed) {
            check(
                    shape.dim(axis) == 1,
                    "squeeze",
                    "axis " + axis + " of shape " + shape + " has size " + shape.dim(axis) + ", not 1.");
        }
        return reshape(x, shape.remove(removed));
    }

    /**
     * {@return the tensor repeated to a larger shape by NumPy's rules}
     *
     * @throws dev.haiku.array.ShapeException if it does not broadcast to it
     */
    public static Tensor broadcastTo(Tensor x, Shape shape) {
        boolean fits = x.rank() <= shape.rank();
        for (int i = 1; fits && i <= x.rank(); i++) {
            fits = x.dim(-i) == 1 || x.dim(-i) == shape.dim(-i);
        }
        check(fits, "broadcastTo", "shape " + x.shape() + " does not broadcast to " + shape + ".");
        return Operands.stretch(x, shape);
    }

    /** {@return the tensor repeated to a larger shape by NumPy's rules} */
    public static Tensor broadcastTo(Tensor x, int... dims) {
        return broadcastTo(x, Shape.of(dims));
    }

    /**
     * {@return the tensors, all repeated to their common shape}
     *
     * @throws dev.haiku.array.ShapeException if they do not broadcast together
     */
    public static List<Tensor> broadcastArrays(Tensor... tensors) {
        var shape = Operands.shape("broadcastArrays", tensors);
        return Arrays.stream(tensors).map(x -> Operands.stretch(x, shape)).toList();
    }
}
