package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.ir.Indexing;
import dev.haiku.ir.Indexing.Axes;
import dev.haiku.ir.Indexing.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Indexing primitives by XLA's definition of the dimension numbers. */
final class NaiveIndexing {

    private NaiveIndexing() {}

    static HostArray run(Indexing op, List<HostArray> inputs) {
        var x = inputs.get(0);
        if (op instanceof Indexing.Gather gather) {
            return gather(gather, x, inputs.get(1));
        }
        if (op instanceof Indexing.Scatter scatter) {
            return scatter(scatter, x, inputs.get(1), inputs.get(2));
        }
        if (op instanceof Indexing.DynamicSlice slice) {
            var size = Shape.of(slice.sizes());
            var start = starts(x.shape(), size, inputs.subList(1, inputs.size()));
            return Naive.pickAt(x, size, at -> add(at, start));
        }
        var update = inputs.get(1);
        var start = starts(x.shape(), update.shape(), inputs.subList(2, inputs.size()));
        return Naive.replace(x, update, i -> {
            var at = Naive.unravel(x.shape(), i);
            for (int axis = 0; axis < at.length; axis++) {
                at[axis] -= start[axis];
                if (at[axis] < 0 || at[axis] >= update.shape().dim(axis)) {
                    return -1;
                }
            }
            return Naive.ravel(update.shape(), at);
        });
    }

    private static int[] add(int[] x, int[] y) {
        return IntStream.range(0, x.length).map(i -> x[i] + y[i]).toArray();
    }

    private static int[] starts(Shape shape, Shape size, List<HostArray> starts) {
        return IntStream.range(0, shape.rank())
                .map(axis -> clip(starts.get(axis).getLong(0), shape.dim(axis) - size.dim(axis)))
                .toArray();
    }

    private static int clip(long index, int most) {
        return index < 0 ? 0 : index > most ? most : (int) index;
    }

    private static HostArray gather(Indexing.Gather op, HostArray x, HostArray indices) {
        var shape = op.outputTypes(List.of(KernelRun.type(x), KernelRun.type(indices)))
                .get(0)
                .shape();
        int[] sizes = op.sliceSizes().stream().mapToInt(size -> size).toArray();
        var filled = fill(x.dtype(), shape);
        return Naive.replace(filled, x, i -> source(op.axes(), op.mode(), x.shape(), sizes, indices, shape, i));
    }

    private static HostArray fill(DType dtype, Shape shape) {
        if (dtype.isFloating()) {
            return HostArray.fromDoubles(dtype, shape, i -> Double.NaN);
        }
        boolean isHigh = dtype.isUnsigned() || dtype.isBool();
        return HostArray.fromLongs(dtype, shape, i -> isHigh ? Naive.highest(dtype) : Naive.lowest(dtype));
    }

    /** The operand's element that belongs to an element of the result or updates, or -1. */
    private static int source(
            Axes axes, Mode mode, Shape operand, int[] sizes, HostArray indices, Shape other, int index) {
        var at = Naive.unravel(other, index);
        int[] batch = IntStream.range(0, at.length)
                .filter(axis -> !axes.offsetAxes().contains(axis))
                .map(axis -> at[axis])
                .toArray();
        var position = new int[operand.rank()];
        for (int i = 0; i < axes.startIndexMap().size(); i++) {
            var vector = Arrays.copyOf(batch, batch.length + 1);
            vector[batch.length] = i;
            int axis = axes.startIndexMap().get(i);
            long start = indices.getLong(Naive.ravel(indices.shape(), vector));
            int most = operand.dim(axis) - sizes[axis];
            if (mode == Mode.FILL_OR_DROP && (start < 0 || start > most)) {
                return -1;
            }
            position[axis] = clip(start, most);
        }
        for (int i = 0; i < axes.operandBatchAxes().size(); i++) {
            position[axes.operandBatchAxes().get(i)] =
                    batch[axes.indexBatchAxes().get(i)];
        }
        var windowAxes = axes.windowAxes(operand.rank());
        for (int i = 0; i < windowAxes.size(); i++) {
            position[windowAxes.get(i)] += at[axes.offsetAxes().get(i)];
        }
        return Naive.ravel(operand, position);
    }

    private static HostArray scatter(Indexing.Scatter op, HostArray x, HostArray indices, HostArray updates) {
        var sizes = new int[x.shape().rank()];
        Arrays.fill(sizes, 1);
        var windowAxes = op.axes().windowAxes(sizes.length);
        for (int i = 0; i < windowAxes.size(); i++) {
            sizes[windowAxes.get(i)] =
                    updates.shape().dim(op.axes().offsetAxes().get(i));
        }
        var result = x;
        for (int i = 0; i < updates.size(); i++) {
            int target = source(op.axes(), op.mode(), x.shape(), sizes, indices, updates.shape(), i);
            if (target >= 0) {
                result = combine(op, result, target, updates, i);
            }
        }
        return result;
    }

    private static HostArray combine(Indexing.Scatter op, HostArray array, int target, HostArray updates, int source) {
        if (array.dtype().isFloating()) {
            double x = array.getDouble(target);
            double y = updates.getDouble(source);
            double combined = switch (op.combine()) {
                case SET -> y;
                case ADD -> x + y;
                case MUL -> x * y;
                case MIN -> x < y ? x : y;
                case MAX -> x > y ? x : y;
            };
            return HostArray.fromDoubles(
                    array.dtype(), array.shape(), i -> i == target ? combined : array.getDouble(i));
        }
        long x = array.getLong(target);
        long y = updates.getLong(source);
        long combined = switch (op.combine()) {
            case SET -> y;
            case ADD -> x + y;
            case MUL -> x * y;
            case MIN -> x < y ? x : y;
            case MAX -> x > y ? x : y;
        };
        return HostArray.fromLongs(array.dtype(), array.shape(), i -> i == target ? combined : array.getLong(i));
    }
}
