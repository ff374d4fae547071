package dev.haiku.internal.exec.java;

import dev.haiku.array.Elements;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Indexing;
import java.util.List;

/** Kernels that read or write one slice whose start is data. */
final class DynamicSliceKernels {

    private DynamicSliceKernels() {}

    static void addTo(KernelTable table) {
        table.on(Indexing.DynamicSlice.class, (op, slots) -> read(slots));
        table.on(Indexing.DynamicUpdateSlice.class, (op, slots) -> write(slots));
    }

    private static Kernel read(Slots slots) {
        var operand = slots.in(0);
        var out = slots.out();
        var shape = slots.shape(0);
        var size = out.type().shape();
        var nest = Nest.of(size.dims(), shape.strides(), size.strides());
        var mover = Mover.of(slots.dtype());
        var starts = slots.inputs().subList(1, slots.inputs().size());
        return () -> nest.forEachRun(
                start(shape, size, starts),
                0,
                (from, step, to, toStep, count) -> mover.move(operand, from, step, out, to, toStep, count));
    }

    private static Kernel write(Slots slots) {
        var update = slots.in(1);
        var out = slots.out();
        var shape = slots.shape(0);
        var size = slots.shape(1);
        var nest = Nest.of(size.dims(), size.strides(), shape.strides());
        var mover = Mover.of(slots.dtype());
        var starts = slots.inputs().subList(2, slots.inputs().size());
        var copy = ConversionKernels.copy(slots.in(0), out);
        return () -> {
            copy.run();
            nest.forEachRun(
                    0,
                    start(shape, size, starts),
                    (from, step, to, toStep, count) -> mover.move(update, from, step, out, to, toStep, count));
        };
    }

    /** The position of the slice after moving it into range. */
    private static int start(Shape shape, Shape size, List<Slot> starts) {
        var strides = shape.strides();
        int at = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            var start = starts.get(axis);
            long wanted = Elements.getLong(start.type().dtype(), start.bytes(), 0);
            at += (int) Math.max(0, Math.min(shape.dim(axis) - size.dim(axis), wanted)) * strides[axis];
        }
        return at;
    }
}
