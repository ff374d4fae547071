package dev.haiku.tensor;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.ir.Elementwise.Cast;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Structural.BroadcastInDim;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Makes operands fit each other by NumPy's broadcasting and JAX's dtype promotion, and normalises axes. */
final class Operands {

    private Operands() {}

    /** {@return the result of a primitive of two operands, promoted and broadcast; {@code name} is for messages} */
    static Tensor binary(String name, Primitive op, Tensor a, Tensor b) {
        if (a.type().equals(b.type())) {
            return Ops.bind(op, a, b);
        }
        var pair = matched(name, a, b);
        return Ops.bind(op, pair.get(0), pair.get(1));
    }

    /** {@return the result of a primitive of two floating-point operands; others become {@code f32}} */
    static Tensor floatBinary(String name, Primitive op, Tensor a, Tensor b) {
        var dtype = a.dtype().promote(b.dtype()).promoteWithFloat();
        return binary(name, op, cast(a, dtype), cast(b, dtype));
    }

    /** {@return the tensors, promoted and broadcast to one type} */
    static List<Tensor> matched(String name, Tensor... tensors) {
        var dtype = dtype(tensors);
        var shape = shape(name, tensors);
        return Arrays.stream(tensors).map(x -> fit(x, dtype, shape)).toList();
    }

    /** {@return the element type that holds all of them} */
    static DType dtype(Tensor... tensors) {
        return Arrays.stream(tensors).map(Tensor::dtype).reduce(DType.BOOL, DType::promote);
    }

    /** {@return the shape that all of them broadcast to} */
    static Shape shape(String name, Tensor... tensors) {
        return Arrays.stream(tensors).map(Tensor::shape).reduce(Shape.SCALAR, (a, b) -> {
            RankPromotion.check(name, a, b);
            return broadcast(name, a, b);
        });
    }

    /** {@return the result of a primitive of one floating-point operand; another becomes {@code f32}} */
    static Tensor floatUnary(Primitive op, Tensor x) {
        return Ops.bind(op, floating(x));
    }

    /** {@return the tensor itself if it is floating-point, else as {@code f32}} */
    static Tensor floating(Tensor x) {
        return cast(x, x.dtype().promoteWithFloat());
    }

    /** {@return the tensor as {@code i32} if it is {@code bool}, else itself} */
    static Tensor number(Tensor x) {
        return cast(x, x.dtype().promoteWithInteger());
    }

    /** {@return the tensor with that element type; itself if it has it} */
    static Tensor cast(Tensor x, DType dtype) {
        return x.dtype() == dtype ? x : Ops.bind(new Cast(dtype), x);
    }

    /** {@return the shape that both broadcast to} */
    static Shape broadcast(String name, Shape a, Shape b) {
        if (a.equals(b)) {
            return a;
        }
        int rank = Math.max(a.rank(), b.rank());
        var joint = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int left = i <= a.rank() ? a.dim(-i) : 1;
            int right = i <= b.rank() ? b.dim(-i) : 1;
            if (left != right && left != 1 && right != 1) {
                throw new ShapeException(name + ": shapes " + a + " and " + b
                        + " do not broadcast together. Reshape or expandDims one of them.");
            }
            joint[rank - i] = left == 1 ? right : left;
        }
        return Shape.of(joint);
    }

    /** {@return the tensor promoted and broadcast to what it is known to fit} */
    static Tensor fit(Tensor x, DType dtype, Shape shape) {
        return stretch(cast(x, dtype), shape);
    }

    /** {@return the tensor broadcast to a shape that it is known to fit, aligned at the last axis; itself if it has it} */
    static Tensor stretch(Tensor x, Shape shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        int missing = shape.rank() - x.rank();
        return Ops.bind(new BroadcastInDim(shape, range(missing, shape.rank())), x);
    }

    /** {@return the integers from {@code start} (inclusive) to {@code limit} (exclusive)} */
    static List<Integer> range(int start, int limit) {
        return IntStream.range(start, limit).boxed().toList();
    }

    /** {@return those integers as a list} */
    static List<Integer> list(int... values) {
        return IntStream.of(values).boxed().toList();
    }

    /** {@return those integers as an array} */
    static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** {@return integer indices in a type of at least 32 bits} */
    static Tensor wideIndices(Tensor indices) {
        return indices.dtype().bytes() < 4 ? indices.cast(DType.I32) : indices;
    }

    /** {@return indices of at least 32 bits into an axis of that size, the negative ones counted from the end} */
    static Tensor fromStart(Tensor indices, int size) {
        if (indices.dtype().isUnsigned()) {
            return indices;
        }
        if (indices.rank() == 0 && !(indices instanceof Tracer)) {
            // known now, so that nothing need be computed or recorded
            long index = indices.itemLong();
            return index < 0 ? Tensor.scalar(indices.dtype(), index + size) : indices;
        }
        return Ops.where(indices.lt(0), indices.add(size), indices);
    }

    /** {@return the axis counted from the front} */
    static int axis(String op, int axis, Shape shape) {
        return axis(op, axis, shape.rank(), "shape " + shape);
    }

    /** {@return the axis counted from the front, of something with {@code rank} axes} */
    static int axis(String op, int axis, int rank, String what) {
        int normal = axis < 0 ? axis + rank : axis;
        check(normal >= 0 && normal < rank, op, "axis " + axis + " is out of range for " + what + ".");
        return normal;
    }

    /** {@return the axes counted from the front, in increasing order} */
    static List<Integer> axes(String op, List<Integer> axes, Shape shape) {
        var normal = axes.stream()
                .map(axis -> axis(op, axis, shape))
                .sorted()
                .distinct()
                .toList();
        check(normal.size() == axes.size(), op, "axes " + axes + " of shape " + shape + " repeat one.");
        return normal;
    }

    /** {@return the axes counted from the front, in increasing order; all of them if none is given} */
    static List<Integer> axesOrAll(String op, int[] axes, Shape shape) {
        return axes.length == 0 ? range(0, shape.rank()) : axes(op, list(axes), shape);
    }

    /**
     * Checks a condition of an operation.
     *
     * @throws ShapeException with the operation's name and the message if it does not hold
     */
    static void check(boolean condition, String op, String message) {
        if (!condition) {
            throw new ShapeException(op + ": " + message);
        }
    }
}
