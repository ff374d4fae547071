package dev.haiku.func;

import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** Positions of axes. */
final class Axes {

    private Axes() {}

    /** {@return an axis counted from the front, of so many} */
    static int normal(String op, int axis, int count, Tensor x) {
        int normal = axis < 0 ? axis + count : axis;
        if (normal < 0 || normal >= count) {
            throw new ShapeException(
                    op + ": axis " + axis + " is out of range for " + count + " axes with a tensor " + x.type() + ".");
        }
        return normal;
    }

    /** {@return the tensor with an axis made two: of so many parts of one size, and of their elements} */
    static Tensor parted(Tensor x, int axis, int parts) {
        return Ops.reshape(x, x.shape().with(axis, x.shape().dim(axis) / parts).insert(axis, parts));
    }

    /** {@return the tensor with an axis and the one behind it made one} */
    static Tensor joined(Tensor x, int axis) {
        var shape = x.shape();
        int size = shape.dim(axis) * shape.dim(axis + 1);
        return Ops.reshape(x, shape.remove(List.of(axis)).with(axis, size));
    }
}
