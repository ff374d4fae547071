package dev.haiku.tensor;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.TensorType;
import java.util.Arrays;

/**
 * An immutable multidimensional array of numbers, or a tracer that stands for one while a transformation runs.
 *
 * <p>Operations that people chain are methods ({@code x.matmul(w).add(b)}), all others are in {@link Ops}, {@link Nn} and
 * {@link Linalg}. Shapes broadcast by NumPy's rules; element types promote by JAX's lattice; Java numbers adapt to the tensor that
 * they meet: {@code x.mul(0.5)} keeps {@code f32} and {@code f16}, {@code x.add(1)} keeps any type.
 *
 * <p>Only a concrete tensor gives up its numbers ({@link #item()}, {@link #toFloatArray()}, ...); a tracer throws a {@link
 * ConcretizationException}. Tensors compare by identity; element-wise equality is {@link #eq(Tensor)}.
 */
public non-sealed interface Tensor extends TensorArithmetic, TensorLogic, TensorReductions, TensorStructure {

    /** {@return the {@code f32} vector of those numbers} */
    static Tensor of(float... values) {
        return of(Shape.of(values.length), values);
    }

    /** {@return the {@code f64} vector of those numbers; write {@code 1f} or cast for {@code f32}} */
    static Tensor of(double... values) {
        return of(Shape.of(values.length), values);
    }

    /** {@return the {@code i32} vector of those numbers} */
    static Tensor of(int... values) {
        return of(Shape.of(values.length), values);
    }

    /** {@return the {@code i64} vector of those numbers} */
    static Tensor of(long... values) {
        return of(Shape.of(values.length), values);
    }

    /** {@return the {@code bool} vector of those truth values} */
    static Tensor of(boolean... values) {
        return of(Shape.of(values.length), values);
    }

    /** {@return the {@code f32} tensor of those row-major numbers} */
    static Tensor of(Shape shape, float... values) {
        return of(HostArray.of(shape, values));
    }

    /** {@return the {@code f64} tensor of those row-major numbers} */
    static Tensor of(Shape shape, double... values) {
        return of(HostArray.of(shape, values));
    }

    /** {@return the {@code i32} tensor of those row-major numbers} */
    static Tensor of(Shape shape, int... values) {
        return of(HostArray.of(shape, values));
    }

    /** {@return the {@code i64} tensor of those row-major numbers} */
    static Tensor of(Shape shape, long... values) {
        return of(HostArray.of(shape, values));
    }

    /** {@return the {@code bool} tensor of those row-major truth values} */
    static Tensor of(Shape shape, boolean... values) {
        if (shape.size() != values.length) {
            throw new ShapeException(
                    "Shape " + shape + " holds " + shape.size() + " elements, but got " + values.length + " values.");
        }
        return of(HostArray.fromLongs(DType.BOOL, shape, i -> values[i] ? 1 : 0));
    }

    /**
     * {@return the {@code f32} matrix of those rows}
     *
     * @throws ShapeException if they differ in length
     */
    static Tensor of(float[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        var values = new float[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            checkRow(i, rows[i].length, columns);
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return of(Shape.of(rows.length, columns), values);
    }

    /**
     * {@return the {@code i32} matrix of those rows}
     *
     * @throws ShapeException if they differ in length
     */
    static Tensor of(int[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        for (int i = 0; i < rows.length; i++) {
            checkRow(i, rows[i].length, columns);
        }
        return of(
                Shape.of(rows.length, columns),
                Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray());
    }

    private static void checkRow(int row, int length, int columns) {
        if (length != columns) {
            throw new ShapeException("Rows of a matrix must have one length, but row 0 has " + columns
                    + " elements and row " + row + " has " + length + ".");
        }
    }

    /** {@return a concrete tensor of those numbers} */
    static Tensor of(HostArray value) {
        return Ops.constant(value);
    }

    /** {@return an {@code f32} scalar} */
    static Tensor scalar(double value) {
        return scalar(DType.F32, value);
    }

    /** {@return an {@code i32} scalar} */
    static Tensor scalar(int value) {
        return scalar(DType.I32, value);
    }

    /** {@return a {@code bool} scalar} */
    static Tensor scalar(boolean value) {
        return scalar(DType.BOOL, value ? 1 : 0);
    }

    /** {@return a scalar of that element type, rounded to it} */
    static Tensor scalar(DType dtype, double value) {
        return of(HostArray.scalar(dtype, value));
    }

    /** {@return a scalar of that element type, wrapped into it} */
    static Tensor scalar(DType dtype, long value) {
        return of(HostArray.scalar(dtype, value));
    }

    /** {@return element type and shape} */
    TensorType type();

    /**
     * {@return the numbers}
     *
     * @throws ConcretizationException if this is a tracer that does not know them
     */
    HostArray toHost();

    /** Gives the memory back before the garbage collector does; a tensor must not be used afterwards. Tracers hold none. */
    default void close() {}

    /** {@return the sizes of the axes} */
    default Shape shape() {
        return type().shape();
    }

    /** {@return the element type} */
    default DType dtype() {
        return type().dtype();
    }

    /** {@return the number of axes} */
    default int rank() {
        return shape().rank();
    }

    /** {@return the number of elements} */
    default long size() {
        return shape().size();
    }

    /** {@return the size of one axis; negative ones count from the end} */
    default int dim(int axis) {
        return shape().dim(axis);
    }

    /**
     * {@return the only element}
     *
     * @throws ShapeException if there is not exactly one
     * @throws ConcretizationException if it is not known, as for other methods that give up numbers
     */
    default double item() {
        checkOneElement("item");
        return toHost().getDouble(0);
    }

    /**
     * {@return the only element as a {@code long}; a fraction is dropped}
     *
     * @throws ShapeException if there is not exactly one
     */
    default long itemLong() {
        checkOneElement("itemLong");
        return toHost().getLong(0);
    }

    /**
     * {@return whether the only element is not zero}
     *
     * @throws ShapeException if there is not exactly one
     */
    default boolean itemBoolean() {
        checkOneElement("itemBoolean");
        return toHost().getDouble(0) != 0;
    }

    private void checkOneElement(String name) {
        Operands.check(
                size() == 1,
                name,
                "needs a tensor with one element, but got " + type()
                        + ". Index or reduce it first, or use toFloatArray.");
    }

    /** {@return the elements in row-major order, rounded to {@code float}} */
    default float[] toFloatArray() {
        var host = toHost();
        var values = new float[host.size()];
        if (host.dtype() == DType.F32) {
            host.bytes().asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) host.getDouble(i);
            }
        }
        return values;
    }

    /** {@return the elements in row-major order as {@code double}} */
    default double[] toDoubleArray() {
        var host = toHost();
        var values = new double[host.size()];
        Arrays.setAll(values, host::getDouble);
        return values;
    }

    /** {@return the elements in row-major order as {@code int}; fractions are dropped, larger numbers wrap} */
    default int[] toIntArray() {
        var host = toHost();
        var values = new int[host.size()];
        Arrays.setAll(values, i -> (int) host.getLong(i));
        return values;
    }

    /** {@return the elements in row-major order as {@code long}; fractions are dropped} */
    default long[] toLongArray() {
        var host = toHost();
        var values = new long[host.size()];
        Arrays.setAll(values, host::getLong);
        return values;
    }

    /** {@return for each element in row-major order whether it is not zero} */
    default boolean[] toBooleanArray() {
        var host = toHost();
        var values = new boolean[host.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = host.getDouble(i) != 0;
        }
        return values;
    }
}
