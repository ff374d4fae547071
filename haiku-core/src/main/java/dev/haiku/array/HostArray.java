package dev.haiku.array;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * An immutable array in Java's memory: element type, shape and row-major elements.
 *
 * <p>It is how numbers enter and leave tensors and how constants stand in programs. Equality is by type, shape and bits.
 */
public final class HostArray {

    private static final int MOST_SHOWN = 8;

    private final DType dtype;
    private final Shape shape;
    private final ByteBuffer data;

    private HostArray(DType dtype, Shape shape, ByteBuffer data) {
        this.dtype = dtype;
        this.shape = shape;
        this.data = data.order(ByteOrder.nativeOrder());
    }

    private static ByteBuffer allocate(DType dtype, Shape shape) {
        long bytes = shape.size() * dtype.bytes();
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new ShapeException("An array of " + dtype + shape + " takes " + bytes
                    + " bytes, but at most 2 GiB fit. Split it along its first axis.");
        }
        return ByteBuffer.allocate((int) bytes).order(ByteOrder.nativeOrder());
    }

    /** {@return an array filled from {@code values}, each rounded to {@code dtype}, by row-major index} */
    public static HostArray fromDoubles(DType dtype, Shape shape, IntToDoubleFunction values) {
        var data = allocate(dtype, shape);
        for (int i = 0; i < shape.size(); i++) {
            Elements.putDouble(dtype, data, i, values.applyAsDouble(i));
        }
        return new HostArray(dtype, shape, data);
    }

    /** {@return an array filled from {@code values}, each wrapped into {@code dtype}, by row-major index} */
    public static HostArray fromLongs(DType dtype, Shape shape, IntToLongFunction values) {
        var data = allocate(dtype, shape);
        for (int i = 0; i < shape.size(); i++) {
            Elements.putLong(dtype, data, i, values.applyAsLong(i));
        }
        return new HostArray(dtype, shape, data);
    }

    /**
     * {@return an array over a copy of raw elements in native byte order}
     *
     * @throws ShapeException if the number of bytes is not that of the type and shape
     */
    public static HostArray fromBytes(DType dtype, Shape shape, ByteBuffer bytes) {
        long wanted = shape.size() * dtype.bytes();
        if (bytes.remaining() != wanted) {
            throw new ShapeException(
                    "An array of " + dtype + shape + " needs " + wanted + " bytes, but got " + bytes.remaining() + ".");
        }
        var data = allocate(dtype, shape);
        data.put(bytes.duplicate()).flip();
        return new HostArray(dtype, shape, data);
    }

    /** {@return the {@code f32} array of those elements} */
    public static HostArray of(Shape shape, float... values) {
        checkLength(shape, values.length);
        var data = allocate(DType.F32, shape);
        data.asFloatBuffer().put(values);
        return new HostArray(DType.F32, shape, data);
    }

    /** {@return the {@code f64} array of those elements} */
    public static HostArray of(Shape shape, double... values) {
        checkLength(shape, values.length);
        var data = allocate(DType.F64, shape);
        data.asDoubleBuffer().put(values);
        return new HostArray(DType.F64, shape, data);
    }

    /** {@return the {@code i32} array of those elements} */
    public static HostArray of(Shape shape, int... values) {
        checkLength(shape, values.length);
        var data = allocate(DType.I32, shape);
        data.asIntBuffer().put(values);
        return new HostArray(DType.I32, shape, data);
    }

    /** {@return the {@code i64} array of those elements} */
    public static HostArray of(Shape shape, long... values) {
        checkLength(shape, values.length);
        var data = allocate(DType.I64, shape);
        data.asLongBuffer().put(values);
        return new HostArray(DType.I64, shape, data);
    }

    /** {@return a scalar of that type, rounded to it} */
    public static HostArray scalar(DType dtype, double value) {
        return fromDoubles(dtype, Shape.SCALAR, i -> value);
    }

    /** {@return a scalar of that type, wrapped into it} */
    public static HostArray scalar(DType dtype, long value) {
        return fromLongs(dtype, Shape.SCALAR, i -> value);
    }

    private static void checkLength(Shape shape, int length) {
        if (shape.size() != length) {
            throw new ShapeException(
                    "Shape " + shape + " holds " + shape.size() + " elements, but got " + length + " values.");
        }
    }

    /** {@return the element type} */
    public DType dtype() {
        return dtype;
    }

    /** {@return the shape} */
    public Shape shape() {
        return shape;
    }

    /** {@return the number of elements} */
    public int size() {
        return (int) shape.size();
    }

    /** {@return the element at a row-major index as a {@code double}; {@code i64} beyond 2^53 is rounded} */
    public double getDouble(int index) {
        return Elements.getDouble(dtype, data, index);
    }

    /** {@return the element at a row-major index as a {@code long}; a fraction is dropped} */
    public long getLong(int index) {
        return Elements.getLong(dtype, data, index);
    }

    /** {@return the raw elements in native byte order, read-only} */
    public ByteBuffer bytes() {
        return data.asReadOnlyBuffer().rewind().order(ByteOrder.nativeOrder());
    }

    /** {@return this with another shape of the same size} */
    public HostArray reshape(Shape newShape) {
        checkLength(newShape, size());
        return new HostArray(dtype, newShape, data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostArray that
                && dtype == that.dtype
                && shape.equals(that.shape)
                && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dtype.hashCode() + shape.hashCode()) + data.hashCode();
    }

    /** Prints type, shape and the first elements: {@code f32[3] {1.0, 2.0, 3.0}}; a scalar prints as its value. */
    @Override
    public String toString() {
        if (shape.rank() == 0) {
            return elementText(0);
        }
        var text = new StringBuilder(dtype.toString() + shape + " {");
        for (int i = 0; i < Math.min(size(), MOST_SHOWN); i++) {
            text.append(i == 0 ? "" : ", ").append(elementText(i));
        }
        return text.append(size() > MOST_SHOWN ? ", ...}" : "}").toString();
    }

    private String elementText(int index) {
        if (dtype.isBool()) {
            return String.valueOf(getLong(index) != 0);
        }
        if (dtype.isInteger()) {
            return String.valueOf(getLong(index));
        }
        return dtype == DType.F64 ? String.valueOf(getDouble(index)) : String.valueOf((float) getDouble(index));
    }
}
