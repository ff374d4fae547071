package dev.haiku.array;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sizes of a tensor's axes, outermost first; {@code []} is a scalar.
 *
 * <p>Sizes may be zero. Prints as {@code [2, 3]}.
 */
public final class Shape {

    /** The shape of a scalar, {@code []}. */
    public static final Shape SCALAR = new Shape();

    private final int[] dims;
    private final long size;

    private Shape(int... dims) {
        this.dims = dims;
        long product = 1;
        for (int dim : dims) {
            if (dim < 0) {
                throw new IllegalArgumentException("A shape needs sizes >= 0, but got " + Arrays.toString(dims) + ".");
            }
            product = Math.multiplyExact(product, (long) dim);
        }
        this.size = product;
    }

    /**
     * {@return the shape of those sizes}
     *
     * @throws IllegalArgumentException if one is negative
     */
    public static Shape of(int... dims) {
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    /** {@return the shape of those sizes} */
    public static Shape of(List<Integer> dims) {
        return of(dims.stream().mapToInt(Integer::intValue).toArray());
    }

    /** {@return the number of axes} */
    public int rank() {
        return dims.length;
    }

    /** {@return the number of elements} */
    public long size() {
        return size;
    }

    /** {@return the size of one axis; negative ones count from the end} */
    public int dim(int axis) {
        return dims[axis(axis)];
    }

    /** {@return the size of the last axis} */
    public int last() {
        return dim(-1);
    }

    /** {@return the sizes, as a fresh array} */
    public int[] dims() {
        return dims.clone();
    }

    /** {@return the sizes as an immutable list} */
    public List<Integer> toList() {
        return Arrays.stream(dims).boxed().toList();
    }

    /**
     * {@return the axis as a number in {@code [0, rank)}; negative ones count from the end}
     *
     * @throws ShapeException if there is no such axis
     */
    public int axis(int axis) {
        int normal = axis < 0 ? axis + rank() : axis;
        if (normal < 0 || normal >= rank()) {
            throw new ShapeException(
                    "Axis " + axis + " is out of range for shape " + this + " of rank " + rank() + ".");
        }
        return normal;
    }

    /** {@return the row-major strides, in elements} */
    public int[] strides() {
        var strides = new int[dims.length];
        int stride = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= Math.max(dims[i], 1);
        }
        return strides;
    }

    /** {@return this shape with another size at {@code axis}} */
    public Shape with(int axis, int size) {
        var changed = dims();
        changed[axis(axis)] = size;
        return of(changed);
    }

    /** {@return this shape with an axis inserted before {@code axis}; {@code rank} appends} */
    public Shape insert(int axis, int size) {
        int at = axis < 0 ? axis + rank() + 1 : axis;
        return Shape.of(IntStream.rangeClosed(0, rank())
                .map(i -> i < at ? dims[i] : i == at ? size : dims[i - 1])
                .toArray());
    }

    /** {@return this shape without the given axes} */
    public Shape remove(List<Integer> axes) {
        return Shape.of(IntStream.range(0, rank())
                .filter(i -> !axes.contains(i))
                .map(i -> dims[i])
                .toArray());
    }

    /** {@return the axes of this followed by those of {@code other}} */
    public Shape concat(Shape other) {
        return Shape.of(
                IntStream.concat(Arrays.stream(dims), Arrays.stream(other.dims)).toArray());
    }

    /** {@return the axes from {@code from} (inclusive) to {@code to} (exclusive)} */
    public Shape subShape(int from, int to) {
        return Shape.of(Arrays.copyOfRange(dims, from, to));
    }

    /**
     * {@return the shape that both broadcast to, by NumPy's rules}
     *
     * @throws ShapeException if they do not broadcast together
     */
    public Shape broadcast(Shape other) {
        if (equals(other)) {
            return this;
        }
        int rank = Math.max(rank(), other.rank());
        var joint = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int a = i <= rank() ? dims[rank() - i] : 1;
            int b = i <= other.rank() ? other.dims[other.rank() - i] : 1;
            if (a != b && a != 1 && b != 1) {
                throw new ShapeException("Shapes " + this + " and " + other + " do not broadcast together.");
            }
            joint[rank - i] = a == 1 ? b : a;
        }
        return Shape.of(joint);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && Arrays.equals(dims, that.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return Arrays.stream(dims).mapToObj(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
