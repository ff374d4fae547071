package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.Elementwise.Div;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The part of {@link Ops} that moves axes and elements in NumPy's rarer ways. */
abstract class RearrangeOps extends JoinOps {

    RearrangeOps() {}

    /** {@return a scalar as a vector of one element, others as they are} */
    public static Tensor atLeast1d(Tensor x) {
        return x.rank() == 0 ? reshape(x, 1) : x;
    }

    /** {@return a vector {@code [n]} as the matrix {@code [1, n]}, others with at least two axes as they are} */
    public static Tensor atLeast2d(Tensor x) {
        return x.rank() < 2 ? expandDims(atLeast1d(x), 0) : x;
    }

    /** {@return a vector {@code [n]} as {@code [1, n, 1]}, a matrix {@code [m, n]} as {@code [m, n, 1]}, others as they are} */
    public static Tensor atLeast3d(Tensor x) {
        return x.rank() < 3 ? expandDims(atLeast2d(x), -1) : x;
    }

    /**
     * {@return the shape that all of them broadcast to}
     *
     * @throws dev.haiku.array.ShapeException if there is none
     */
    public static Shape broadcastShapes(Shape... shapes) {
        return Arrays.stream(shapes).reduce(Shape.SCALAR, (a, b) -> Operands.broadcast("broadcastShapes", a, b));
    }

    /** {@return the tensor with new leading axes of size 1, so that it has {@code rank} axes} */
    public static Tensor broadcastToRank(Tensor x, int rank) {
        check(x.rank() <= rank, "broadcastToRank", "shape " + x.shape() + " has more than " + rank + " axes.");
        return expandDims(x, Operands.array(Operands.range(0, rank - x.rank())));
    }

    /** {@return the tensor with its axes reordered; NumPy's other name of {@link #transpose(Tensor, int...)}} */
    public static Tensor permuteDims(Tensor x, int... permutation) {
        return transpose(x, permutation);
    }

    /**
     * {@return the tensor with several axes moved to other places, the others keeping their order}
     *
     * @throws dev.haiku.array.ShapeException if the lists differ in length or one repeats an axis
     */
    public static Tensor moveAxis(Tensor x, List<Integer> sources, List<Integer> destinations) {
        check(
                sources.size() == destinations.size(),
                "moveAxis",
                "needs one destination for each source, but got " + sources + " and " + destinations + ".");
        Operands.axes("moveAxis", sources, x.shape());
        var sorted = Operands.axes("moveAxis", destinations, x.shape());
        var from = sources.stream().map(axis -> x.shape().axis(axis)).toList();
        var to = destinations.stream().map(axis -> x.shape().axis(axis)).toList();
        var order = new ArrayList<>(Operands.range(0, x.rank()));
        order.removeAll(from);
        for (int place : sorted) {
            order.add(place, from.get(to.indexOf(place)));
        }
        return transpose(x, order);
    }

    /** {@return the tensor with one axis moved in front of the axis that was at {@code start}, by default to the front} */
    public static Tensor rollAxis(Tensor x, int axis, int start) {
        int from = Operands.axis("rollAxis", axis, x.shape());
        int before = start < 0 ? start + x.rank() : start;
        check(
                before >= 0 && before <= x.rank(),
                "rollAxis",
                "start " + start + " is out of range for shape " + x.shape() + ".");
        return moveAxis(x, from, before > from ? before - 1 : before);
    }

    /** {@return the tensor with the elements of each row in reverse order: flipped along the second axis} */
    public static Tensor fliplr(Tensor x) {
        return flip(x, 1);
    }

    /** {@return the tensor with its rows in reverse order: flipped along the first axis} */
    public static Tensor flipud(Tensor x) {
        return flip(x, 0);
    }

    /** {@return the matrix turned by 90 degrees, counterclockwise} */
    public static Tensor rot90(Tensor x) {
        return rot90(x, 1, 0, 1);
    }

    /**
     * {@return the tensor turned {@code times} by 90 degrees in the plane of two axes, from the first towards the second}
     *
     * @throws dev.haiku.array.ShapeException if the axes are the same
     */
    public static Tensor rot90(Tensor x, int times, int axis1, int axis2) {
        int first = Operands.axis("rot90", axis1, x.shape());
        int second = Operands.axis("rot90", axis2, x.shape());
        check(first != second, "rot90", "axes " + axis1 + " and " + axis2 + " of " + x.shape() + " are the same.");
        return switch (Math.floorMod(times, 4)) {
            case 0 -> x;
            case 1 -> swapAxes(flip(x, second), first, second);
            case 2 -> flip(x, first, second);
            default -> flip(swapAxes(x, first, second), second);
        };
    }

    /** {@return the tensor with its elements in row-major order moved by {@code shift} places, the last ones to the front} */
    public static Tensor roll(Tensor x, int shift) {
        return reshape(roll(ravel(x), shift, 0), x.shape());
    }

    /**
     * {@return the tensor rolled along several axes}
     *
     * @throws dev.haiku.array.ShapeException if there is not one shift for each axis
     */
    public static Tensor roll(Tensor x, List<Integer> shifts, List<Integer> axes) {
        check(
                shifts.size() == axes.size(),
                "roll",
                "needs one shift for each axis, but got " + shifts + " and " + axes + ".");
        var rolled = x;
        for (int i = 0; i < axes.size(); i++) {
            rolled = roll(rolled, shifts.get(i), axes.get(i));
        }
        return rolled;
    }

    /** {@return the tensor with its elements moved along an axis by a number of places that is data, an integer scalar} */
    public static Tensor roll(Tensor x, Tensor shift, int axis) {
        int normal = Operands.axis("roll", axis, x.shape());
        checkIndices("roll", shift);
        int size = x.dim(normal);
        if (size == 0) {
            return x;
        }
        var start = mod(shift.cast(DType.I32).neg(), Tensor.scalar(size));
        return dynamicSliceInAxis(concatenate(normal, x, x), start, size, normal);
    }

    /** {@return the elements in row-major order, each repeated in place} */
    public static Tensor repeat(Tensor x, int count) {
        return repeat(ravel(x), count, 0);
    }

    /**
     * {@return the tensor with each part along an axis repeated in place as often as its count says}
     *
     * @throws dev.haiku.array.ShapeException if there is not one count, none negative, for each part
     */
    public static Tensor repeat(Tensor x, int[] counts, int axis) {
        int normal = Operands.axis("repeat", axis, x.shape());
        check(
                counts.length == x.dim(normal) && Arrays.stream(counts).allMatch(n -> n >= 0),
                "repeat",
                "needs one count >= 0 for each part along axis " + axis + " of shape " + x.shape() + ", but got "
                        + Arrays.toString(counts) + ".");
        var sources = IntStream.range(0, counts.length)
                .flatMap(i -> IntStream.generate(() -> i).limit(counts[i]))
                .toArray();
        return take(x, Tensor.of(sources), normal, IndexMode.CLIP);
    }

    /**
     * {@return the tensor with each part along an axis repeated in place, where the counts are data and their sum is given}
     *
     * <p>If they add up to more, the end is cut off; if to less, the last part is repeated.
     *
     * @param counts non-negative integers, one for each part or one for all
     * @throws dev.haiku.array.ShapeException if the counts do not fit or the axis is empty
     */
    public static Tensor repeat(Tensor x, Tensor counts, int axis, int totalRepeatLength) {
        int normal = Operands.axis("repeat", axis, x.shape());
        checkIndices("repeat", counts);
        int size = x.dim(normal);
        check(size > 0, "repeat", "axis " + axis + " of shape " + x.shape() + " is empty.");
        var ends = cumsum(broadcastTo(counts.cast(DType.I32), Shape.of(size)), 0);
        var sources = searchSorted(ends, iota(DType.I32, totalRepeatLength), Side.RIGHT);
        return take(x, sources, normal, IndexMode.CLIP);
    }

    /** {@return the elements in row-major order with another shape; cut off, or again from the first one, as it needs} */
    public static Tensor resize(Tensor x, Shape shape) {
        int size = (int) shape.size();
        if (x.size() == 0 || size == 0) {
            return zeros(shape, x.dtype());
        }
        int count = (int) ((size + x.size() - 1) / x.size());
        return reshape(slice(tile(ravel(x), count), 0, 0, size), shape);
    }

    /** {@return the square matrix with the elements, in row-major order, on its {@code offset}-th diagonal} */
    public static Tensor diagflat(Tensor x, int offset) {
        return diag(ravel(x), offset);
    }

    /** {@return the square matrix with a vector on its diagonal, or the diagonal of a matrix} */
    public static Tensor diag(Tensor x) {
        return diag(x, 0);
    }

    /** {@return the diagonals of the matrices that the first two axes span, along a new last axis} */
    public static Tensor diagonal(Tensor x) {
        return diagonal(x, 0, 0, 1);
    }

    /** {@return the sum of the {@code offset}-th diagonals of the matrices that two axes span} */
    public static Tensor trace(Tensor x, int offset, int axis1, int axis2) {
        return sum(diagonal(x, offset, axis1, axis2), -1);
    }

    /** {@return the matrices with zeros above their diagonal} */
    public static Tensor tril(Tensor x) {
        return tril(x, 0);
    }

    /** {@return the matrices with zeros below their diagonal} */
    public static Tensor triu(Tensor x) {
        return triu(x, 0);
    }

    /**
     * {@return the tensor with a number in the places whose indices are all equal}
     *
     * @throws dev.haiku.array.ShapeException if it has less than two axes, or more than two of different sizes
     */
    public static Tensor fillDiagonal(Tensor x, double value) {
        return fillDiagonal(x, full(Shape.SCALAR, value, x.dtype()));
    }

    /** {@return the tensor with values, repeated as often as needed, in the places whose indices are all equal} */
    public static Tensor fillDiagonal(Tensor x, Tensor values) {
        var sizes = x.shape().toList();
        check(
                x.rank() == 2 || (x.rank() > 2 && sizes.stream().distinct().count() == 1),
                "fillDiagonal",
                "needs a matrix, or more axes of one size, but got shape " + x.shape() + ".");
        int length = sizes.stream().mapToInt(Integer::intValue).min().orElse(0);
        if (length == 0) {
            return x;
        }
        var updates = values.rank() == 0 ? values : resize(values, Shape.of(length));
        return at(x, GridOps.diagIndices(length, x.rank()).toArray(Tensor[]::new))
                .set(updates);
    }

    /** {@return a concrete tensor without the zeros at both ends of each axis} */
    public static Tensor trimZeros(Tensor x) {
        var trimmed = x;
        for (int axis = 0; axis < x.rank(); axis++) {
            var others = new ArrayList<>(Operands.range(0, x.rank()));
            others.remove(axis);
            var filled = any(trimmed, others, Dims.DROP).toBooleanArray();
            var places =
                    IntStream.range(0, filled.length).filter(i -> filled[i]).toArray();
            trimmed = places.length == 0
                    ? slice(trimmed, axis, 0, 0)
                    : slice(trimmed, axis, places[0], places[places.length - 1] + 1);
        }
        return trimmed;
    }

    /** {@return the coordinates, one tensor for each axis of the shape, of row-major positions; those out of range are moved into it} */
    public static List<Tensor> unravelIndex(Tensor positions, Shape shape) {
        checkIndices("unravelIndex", positions);
        int last = (int) Math.max(0, shape.size() - 1);
        var rest = positions.dtype().isUnsigned()
                ? positions.minimum(last)
                : Operands.fromStart(Operands.wideIndices(positions), (int) shape.size())
                        .clip(0, last);
        var coordinates = new Tensor[shape.rank()];
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            int size = Math.max(1, shape.dim(axis));
            coordinates[axis] = axis == 0 ? rest : rest.rem(size);
            rest = axis == 0 ? rest : Operands.binary("unravelIndex", new Div(), rest, weak(rest, size));
        }
        return List.of(coordinates);
    }

    /**
     * {@return the row-major positions of coordinates, one integer tensor for each axis of the shape}
     *
     * @param mode {@link IndexMode#CLIP} or {@link IndexMode#WRAP}; the others take coordinates as they are
     * @throws dev.haiku.array.ShapeException if there is not one tensor of integers for each axis
     */
    public static Tensor ravelMultiIndex(List<Tensor> coordinates, Shape shape, IndexMode mode) {
        check(
                coordinates.size() == shape.rank() && !coordinates.isEmpty(),
                "ravelMultiIndex",
                "needs one tensor for each axis of shape " + shape + ", but got " + coordinates.size() + ".");
        var strides = shape.strides();
        var position = Tensor.scalar(0);
        for (int axis = 0; axis < shape.rank(); axis++) {
            var index = coordinates.get(axis);
            checkIndices("ravelMultiIndex", index);
            int size = shape.dim(axis);
            var wide = Operands.wideIndices(index);
            var placed = switch (mode) {
                case CLIP -> index.dtype().isUnsigned() ? wide.minimum(size - 1) : wide.clip(0, size - 1);
                case WRAP -> wide.mod(size);
                default -> wide;
            };
            position = position.add(placed.mul(strides[axis]));
        }
        return position;
    }
}
