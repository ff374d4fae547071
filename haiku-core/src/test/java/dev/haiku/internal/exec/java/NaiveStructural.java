package dev.haiku.internal.exec.java;

import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.ir.Structural;
import java.util.List;
import java.util.stream.IntStream;

/** Structural primitives by their definitions. */
final class NaiveStructural {

    private NaiveStructural() {}

    static HostArray run(Structural op, List<HostArray> inputs) {
        var shape = op.outputTypes(inputs.stream().map(KernelRun::type).toList())
                .get(0)
                .shape();
        if (op instanceof Structural.Iota iota) {
            return HostArray.fromLongs(iota.dtype(), shape, i -> Naive.unravel(shape, i)[iota.axis()]);
        }
        var x = inputs.get(0);
        if (op instanceof Structural.BroadcastInDim broadcast) {
            return Naive.pickAt(
                    x,
                    shape,
                    at -> IntStream.range(0, x.shape().rank())
                            .map(axis -> x.shape().dim(axis) == 1
                                    ? 0
                                    : at[broadcast.axes().get(axis)])
                            .toArray());
        }
        if (op instanceof Structural.Reshape) {
            return x.reshape(shape);
        }
        if (op instanceof Structural.Transpose transpose) {
            return Naive.pickAt(
                    x,
                    shape,
                    at -> IntStream.range(0, at.length)
                            .map(axis -> at[transpose.permutation().indexOf(axis)])
                            .toArray());
        }
        if (op instanceof Structural.Reverse reverse) {
            return Naive.pickAt(
                    x,
                    shape,
                    at -> IntStream.range(0, at.length)
                            .map(axis -> reverse.axes().contains(axis) ? shape.dim(axis) - 1 - at[axis] : at[axis])
                            .toArray());
        }
        if (op instanceof Structural.Slice slice) {
            return Naive.pickAt(
                    x,
                    shape,
                    at -> IntStream.range(0, at.length)
                            .map(axis -> slice.start().get(axis)
                                    + at[axis] * slice.stride().get(axis))
                            .toArray());
        }
        return op instanceof Structural.Pad pad
                ? pad(pad, x, inputs.get(1), shape)
                : concatenate(((Structural.Concatenate) op).axis(), inputs, shape);
    }

    private static HostArray pad(Structural.Pad op, HostArray x, HostArray value, Shape shape) {
        var filled = Naive.pick(value, shape, i -> 0);
        return Naive.replace(filled, x, i -> {
            var at = Naive.unravel(shape, i);
            for (int axis = 0; axis < at.length; axis++) {
                int offset = at[axis] - op.low().get(axis);
                int step = op.interior().get(axis) + 1;
                if (offset < 0
                        || offset % step != 0
                        || offset / step >= x.shape().dim(axis)) {
                    return -1;
                }
                at[axis] = offset / step;
            }
            return Naive.ravel(x.shape(), at);
        });
    }

    private static HostArray concatenate(int axis, List<HostArray> inputs, Shape shape) {
        var result = Naive.pick(inputs.get(0), shape, i -> 0);
        int start = 0;
        for (var input : inputs) {
            int first = start;
            result = Naive.replace(result, input, i -> {
                var at = Naive.unravel(shape, i);
                at[axis] -= first;
                return at[axis] < 0 || at[axis] >= input.shape().dim(axis) ? -1 : Naive.ravel(input.shape(), at);
            });
            start += input.shape().dim(axis);
        }
        return result;
    }
}
