package dev.haiku.tensor;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Structural.Iota;
import java.util.List;

/** The part of {@link Ops} that makes tensors from nothing, and the way to run one primitive. */
abstract class CreationOps {

    CreationOps() {}

    /** {@return the only result of a primitive, run by the current interpreter; operands must fit its type rule exactly} */
    public static Tensor bind(Primitive op, Tensor... inputs) {
        return Interpreters.current().bind(op, List.of(inputs)).get(0);
    }

    /** {@return the results of a primitive, run by the current interpreter; operands must fit its type rule exactly} */
    public static List<Tensor> bindAll(Primitive op, List<Tensor> inputs) {
        return Interpreters.current().bind(op, inputs);
    }

    /** {@return a concrete tensor of those numbers} */
    public static Tensor constant(HostArray value) {
        return Interpreters.backend().constant(value);
    }

    /** {@return a scalar for an operation with {@code x}: of its element type, {@code f32} if that is no floating-point type} */
    static Tensor weak(Tensor x, double value) {
        return Tensor.scalar(x.dtype().promoteWithFloat(), value);
    }

    /** {@return a scalar for an operation with {@code x}: of its element type, {@code i32} if that is {@code bool}} */
    static Tensor weak(Tensor x, long value) {
        return Tensor.scalar(x.dtype().promoteWithInteger(), value);
    }

    /** {@return {@code f32} zeros of that shape} */
    public static Tensor zeros(int... dims) {
        return zeros(Shape.of(dims));
    }

    /** {@return {@code f32} zeros of that shape} */
    public static Tensor zeros(Shape shape) {
        return zeros(shape, DType.F32);
    }

    /** {@return zeros of that shape and element type} */
    public static Tensor zeros(Shape shape, DType dtype) {
        return full(shape, 0, dtype);
    }

    /** {@return zeros of the shape and element type of {@code x}} */
    public static Tensor zerosLike(Tensor x) {
        return zeros(x.shape(), x.dtype());
    }

    /** {@return {@code f32} ones of that shape} */
    public static Tensor ones(int... dims) {
        return ones(Shape.of(dims));
    }

    /** {@return {@code f32} ones of that shape} */
    public static Tensor ones(Shape shape) {
        return ones(shape, DType.F32);
    }

    /** {@return ones of that shape and element type} */
    public static Tensor ones(Shape shape, DType dtype) {
        return full(shape, 1, dtype);
    }

    /** {@return ones of the shape and element type of {@code x}} */
    public static Tensor onesLike(Tensor x) {
        return ones(x.shape(), x.dtype());
    }

    /** {@return an {@code f32} tensor that repeats one number} */
    public static Tensor full(Shape shape, double value) {
        return full(shape, value, DType.F32);
    }

    /** {@return an {@code i32} tensor that repeats one number} */
    public static Tensor full(Shape shape, long value) {
        return full(shape, value, DType.I32);
    }

    /** {@return a tensor that repeats one number, rounded to the element type} */
    public static Tensor full(Shape shape, double value, DType dtype) {
        return full(shape, Tensor.scalar(dtype, value));
    }

    /** {@return a tensor that repeats one number, wrapped into the element type} */
    public static Tensor full(Shape shape, long value, DType dtype) {
        return full(shape, Tensor.scalar(dtype, value));
    }

    /**
     * {@return {@code value} repeated to a shape that it broadcasts to}
     *
     * @throws dev.haiku.array.ShapeException if it does not
     */
    public static Tensor full(Shape shape, Tensor value) {
        return ShapeOps.broadcastTo(value, shape);
    }

    /** {@return a tensor of the shape and element type of {@code x} that repeats one number} */
    public static Tensor fullLike(Tensor x, double value) {
        return full(x.shape(), value, x.dtype());
    }

    /** {@return a tensor of the shape and element type of {@code x} that repeats one number} */
    public static Tensor fullLike(Tensor x, long value) {
        return full(x.shape(), value, x.dtype());
    }

    /** {@return 0, 1, 2, ... {@code size - 1}} */
    public static Tensor iota(DType dtype, int size) {
        return iota(dtype, Shape.of(size), 0);
    }

    /** {@return a tensor that counts 0, 1, 2, ... along one axis and repeats along the others} */
    public static Tensor iota(DType dtype, Shape shape, int axis) {
        return bind(new Iota(dtype, shape, Operands.axis("iota", axis, shape)));
    }

    /** {@return the {@code i32} vector of the integers from 0 (inclusive) to {@code stop} (exclusive)} */
    public static Tensor arange(int stop) {
        return iota(DType.I32, Math.max(stop, 0));
    }

    /** {@return the {@code i32} vector of the integers from {@code start} (inclusive) to {@code stop} (exclusive)} */
    public static Tensor arange(int start, int stop) {
        return arange(start, stop, 1);
    }

    /**
     * {@return the {@code i32} vector of every {@code step}-th integer from {@code start} (inclusive) to {@code stop} (exclusive)}
     *
     * @throws IllegalArgumentException if the step is 0
     */
    public static Tensor arange(int start, int stop, int step) {
        var index = iota(DType.I32, steps(start, stop, step));
        var scaled = step == 1 ? index : index.mul(step);
        return start == 0 ? scaled : scaled.add(start);
    }

    /**
     * {@return the {@code f32} vector of {@code start + i step} up to {@code stop} (exclusive)}
     *
     * @throws IllegalArgumentException if the step is 0
     */
    public static Tensor arange(double start, double stop, double step) {
        var index = iota(DType.F32, steps(start, stop, step));
        var scaled = step == 1 ? index : index.mul(step);
        return start == 0 ? scaled : scaled.add(start);
    }

    private static int steps(double start, double stop, double step) {
        if (step == 0) {
            throw new IllegalArgumentException("arange: the step from " + start + " to " + stop + " must not be 0.");
        }
        return (int) Math.max(0, Math.ceil((stop - start) / step));
    }

    /**
     * {@return {@code num} evenly spaced {@code f32} numbers from {@code start} to {@code stop}, both inclusive}
     *
     * @throws IllegalArgumentException if {@code num} is negative
     */
    public static Tensor linspace(double start, double stop, int num) {
        if (num < 0) {
            throw new IllegalArgumentException("linspace: needs num >= 0, but got " + num + ".");
        }
        if (num < 2) {
            return full(Shape.of(num), start);
        }
        var fraction = iota(DType.F32, num - 1).div(num - 1);
        var weighted = ArithmeticOps.sub(1, fraction).mul(start).add(fraction.mul(stop));
        return ArrangeOps.concatenate(0, weighted, full(Shape.of(1), stop));
    }

    /** {@return the {@code f32} identity matrix {@code [n, n]}} */
    public static Tensor eye(int n) {
        return eye(n, n, 0, DType.F32);
    }

    /** {@return a matrix {@code [rows, columns]} with ones on its {@code offset}-th diagonal (positive ones lie above the main one)} */
    public static Tensor eye(int rows, int columns, int offset, DType dtype) {
        var shape = Shape.of(rows, columns);
        return diagonalOfRow(shape, offset).eq(iota(DType.I32, shape, 1)).cast(dtype);
    }

    /** {@return a matrix {@code [rows, columns]} with ones at and below its {@code offset}-th diagonal} */
    public static Tensor tri(int rows, int columns, int offset, DType dtype) {
        var shape = Shape.of(rows, columns);
        return diagonalOfRow(shape, offset).ge(iota(DType.I32, shape, 1)).cast(dtype);
    }

    /** {@return for each element of a matrix the column where the diagonal crosses its row} */
    private static Tensor diagonalOfRow(Shape shape, int offset) {
        var row = iota(DType.I32, shape, 0);
        return offset == 0 ? row : row.add(offset);
    }
}
