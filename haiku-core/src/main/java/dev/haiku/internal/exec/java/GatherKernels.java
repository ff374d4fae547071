package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.array.Elements;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Indexing.Gather;
import dev.haiku.ir.Indexing.Scatter;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Kernels that read or write slices at index vectors. */
final class GatherKernels {

    private GatherKernels() {}

    static void addTo(KernelTable table) {
        table.on(Gather.class, GatherKernels::gather);
        table.on(Scatter.class, GatherKernels::scatter);
    }

    private static Kernel gather(Gather op, Slots slots) {
        var operand = slots.in(0);
        var out = slots.out();
        int[] sizes = op.sliceSizes().stream().mapToInt(size -> size).toArray();
        var windows = new Windows(
                op.axes(), op.mode(), slots.shape(0), slots.in(1), out.type().shape(), sizes);
        var mover = Mover.of(out.type().dtype());
        Nest.Run copy = (from, step, to, toStep, count) -> mover.move(operand, from, step, out, to, toStep, count);
        Nest.Run fill = (from, step, to, toStep, count) -> fill(out, to, toStep, count);
        return () -> windows.forEach((from, to) -> {
            if (from == Windows.NOWHERE) {
                windows.window().forEachRun(0, to, fill);
            } else {
                windows.window().forEachRun(from, to, copy);
            }
        });
    }

    private static void fill(Slot out, int at, int step, int count) {
        var dtype = out.type().dtype();
        for (int i = 0; i < count; i++) {
            if (dtype.isFloating()) {
                Elements.putDouble(dtype, out.bytes(), at + i * step, Double.NaN);
            } else {
                Elements.putLong(dtype, out.bytes(), at + i * step, fillValue(dtype));
            }
        }
    }

    /** The lowest value of signed integers; the highest of unsigned ones and truth values, all bits of -1. */
    private static long fillValue(DType dtype) {
        return dtype.isUnsigned() || dtype.isBool() ? -1 : Limits.lowest(dtype);
    }

    private static Kernel scatter(Scatter op, Slots slots) {
        var operand = slots.shape(0);
        var updates = slots.in(2);
        var out = slots.out();
        var sizes = new int[operand.rank()];
        Arrays.fill(sizes, 1);
        var windowAxes = op.axes().windowAxes(operand.rank());
        int[] offsetAxes =
                op.axes().offsetAxes().stream().mapToInt(axis -> axis).sorted().toArray();
        for (int i = 0; i < offsetAxes.length; i++) {
            sizes[windowAxes.get(i)] = updates.type().shape().dim(offsetAxes[i]);
        }
        var windows = new Windows(
                op.axes(), op.mode(), operand, slots.in(1), updates.type().shape(), sizes);
        var copy = ConversionKernels.copy(slots.in(0), out);
        var combine = combine(op, out, updates);
        return () -> {
            copy.run();
            windows.forEach((at, update) -> {
                if (at != Windows.NOWHERE) {
                    windows.window().forEachRun(at, update, combine);
                }
            });
        };
    }

    private static Nest.Run combine(Scatter op, Slot out, Slot updates) {
        return switch (op.combine()) {
            case SET -> set(out, updates);
            case ADD ->
                out.type().dtype() == DType.F32
                        ? addFloats(out, updates)
                        : combine(out, updates, Double::sum, Long::sum);
            case MUL -> combine(out, updates, (x, y) -> x * y, (x, y) -> x * y);
            case MIN -> combine(out, updates, Math::min, Math::min);
            case MAX -> combine(out, updates, Math::max, Math::max);
        };
    }

    private static Nest.Run set(Slot out, Slot updates) {
        var mover = Mover.of(out.type().dtype());
        return (at, step, update, updateStep, count) -> mover.move(updates, update, updateStep, out, at, step, count);
    }

    private static Nest.Run addFloats(Slot out, Slot updates) {
        return (at, step, update, updateStep, count) -> {
            var sums = out.floats();
            var values = updates.floats();
            for (int i = 0; i < count; i++) {
                sums.put(at + i * step, sums.get(at + i * step) + values.get(update + i * updateStep));
            }
        };
    }

    private static Nest.Run combine(Slot out, Slot updates, DoubleBinaryOperator doubles, LongBinaryOperator longs) {
        var dtype = out.type().dtype();
        return (at, step, update, updateStep, count) -> {
            for (int i = 0; i < count; i++) {
                int target = at + i * step;
                int source = update + i * updateStep;
                if (dtype.isFloating()) {
                    double value = Elements.getDouble(dtype, updates.bytes(), source);
                    double old = Elements.getDouble(dtype, out.bytes(), target);
                    Elements.putDouble(dtype, out.bytes(), target, doubles.applyAsDouble(old, value));
                } else {
                    long value = Elements.getLong(dtype, updates.bytes(), source);
                    long old = Elements.getLong(dtype, out.bytes(), target);
                    Elements.putLong(dtype, out.bytes(), target, longs.applyAsLong(old, value));
                }
            }
        };
    }
}
