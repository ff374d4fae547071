package dev.haiku.internal.autodiff;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.ir.Indexing.Axes;
import dev.haiku.ir.Indexing.Gather;
import dev.haiku.ir.Indexing.Mode;
import dev.haiku.ir.Indexing.Scatter;
import dev.haiku.ir.Reduction.ReduceAnd;
import dev.haiku.ir.Structural.BroadcastInDim;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Gathers that the rules of indexing and sorting are made of. */
final class Gathers {

    private Gathers() {}

    /** {@return what {@code op} reads, with 0 instead of NaN where the index is out of range; linear in {@code x}} */
    static Tensor orZero(Gather op, Tensor x, Tensor indices) {
        if (op.mode() == Mode.CLIP) {
            return Ops.bind(op, x, indices);
        }
        var clipped = Ops.bind(new Gather(op.axes(), op.sliceSizes(), Mode.CLIP), x, indices);
        var mask = inRange(op, x.type().shape(), indices, clipped.type().shape());
        return Ops.select(
                mask, clipped, Ops.zeros(clipped.type().shape(), clipped.type().dtype()));
    }

    /** {@return for each element of the result whether its slice lies within the operand} */
    private static Tensor inRange(Gather op, Shape operand, Tensor indices, Shape result) {
        var last = op.axes().startIndexMap().stream()
                .map(axis -> operand.dim(axis) - op.sliceSizes().get(axis))
                .toList();
        int vectorAxis = indices.type().shape().rank() - 1;
        var vectors = Shape.of(Collections.nCopies(vectorAxis, 1)).concat(Shape.of(last.size()));
        var limits = Ops.constant(HostArray.fromLongs(indices.type().dtype(), vectors, i -> last.get(i)));
        var fits = indices.ge(0).and(indices.le(limits));
        var all = Ops.bind(new ReduceAnd(List.of(vectorAxis)), fits);
        var batch = range(0, result.rank()).stream()
                .filter(axis -> !op.axes().offsetAxes().contains(axis))
                .toList();
        return Ops.bind(new BroadcastInDim(result, batch), all);
    }

    /** {@return the gather that reads where a scatter writes} */
    static Gather reading(Scatter op, TensorType operand, TensorType updates) {
        var axes = op.axes();
        int rank = operand.shape().rank();
        var window = axes.windowAxes(rank);
        var sizes = range(0, rank).stream()
                .map(axis -> window.contains(axis)
                        ? updates.shape().dim(axes.offsetAxes().get(window.indexOf(axis)))
                        : Math.min(1, operand.shape().dim(axis)))
                .toList();
        return new Gather(axes, sizes, op.mode());
    }

    /** {@return the elements of {@code x} at those positions along an axis, the only one in which their shapes may differ} */
    static Tensor alongAxis(Tensor x, Tensor positions, int axis) {
        var shape = x.type().shape();
        var others = range(0, shape.rank()).stream().filter(i -> i != axis).toList();
        var axes = new Axes(List.of(), List.of(axis), others, others, List.of(axis));
        var ones = shape.toList().stream().map(size -> Math.min(1, size)).toList();
        var vectors = Ops.reshape(positions, positions.shape().concat(Shape.of(1)));
        // the result's axes are the batch axes of the indices, which are all of x's
        return Ops.bind(new Gather(axes, ones, Mode.CLIP), x, vectors);
    }

    /** {@return 0, 1, 2, ... along an axis} */
    static Tensor positions(Shape shape, int axis) {
        return Ops.iota(DType.I32, shape, axis);
    }

    static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
