package dev.haiku.internal.convolution;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** Two indices in one axis, the outer one major: how rules move groups and mapped axes through convolutions. */
public final class FoldedAxes {

    private FoldedAxes() {}

    /** {@return x with an axis split into an outer one of {@code size} and an inner one behind it} */
    public static Tensor split(Tensor x, int axis, int size) {
        var shape = x.shape();
        return Ops.reshape(x, shape.with(axis, size).insert(axis + 1, shape.dim(axis) / size));
    }

    /** {@return x with axis {@code from} as the outer index in an axis; {@code into} counts without {@code from}} */
    public static Tensor merge(Tensor x, int from, int into) {
        var moved = Ops.moveAxis(x, from, into);
        int size = moved.dim(into) * moved.dim(into + 1);
        return Ops.reshape(
                moved,
                moved.shape()
                        .subShape(0, into)
                        .insert(into, size)
                        .concat(moved.shape().subShape(into + 2, moved.rank())));
    }

    /** {@return x with the outer index of an axis moved into another one; {@code to} is the axis that takes it} */
    public static Tensor move(Tensor x, int from, int to, int size) {
        var split = split(x, from, size);
        return merge(split, from, to);
    }
}
