package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.array.Elements;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Window;

/** Kernels of windowed reductions and of the selections that are their derivatives. */
final class WindowKernels {

    private WindowKernels() {}

    static void addTo(KernelTable table) {
        table.on(Window.ReduceWindow.class, WindowKernels::reduce);
        table.on(Window.SelectAndGatherAdd.class, WindowKernels::gather);
        table.on(Window.SelectAndScatterAdd.class, WindowKernels::scatter);
    }

    private static Kernel reduce(Window.ReduceWindow op, Slots slots) {
        var layout = WindowLayout.of(
                op.geometry(), slots.shape(0), slots.out().type().shape());
        if (layout.depth() == 0) {
            return ConversionKernels.copy(slots.in(0), slots.out());
        }
        var fold = Fold.valueOf(op.combine().name());
        var dtype = slots.dtype();
        if (dtype == DType.F32) {
            return new WindowReduction<>(layout, new FloatWindows(fold), slots);
        }
        return dtype.isFloating()
                ? new WindowReduction<>(layout, new DoubleWindows(fold), slots)
                : new WindowReduction<>(layout, new LongWindows(fold, dtype), slots);
    }

    private static Kernel gather(Window.SelectAndGatherAdd op, Slots slots) {
        var tangents = slots.in(0);
        var out = slots.out();
        var layout = WindowLayout.of(op.geometry(), slots.shape(1), out.type().shape());
        if (layout.depth() == 0) {
            return ConversionKernels.copy(tangents, out);
        }
        return new WindowSelection(layout, slots.in(1), op.extreme()) {
            @Override
            Batch begin(int start, int limit) {
                return (selected, at, n) -> read(tangents, selected, out, at, n);
            }
        };
    }

    private static void read(Slot tangents, int[] selected, Slot out, int at, int n) {
        var dtype = out.type().dtype();
        for (int i = 0; i < n; i++) {
            int from = selected[i];
            if (dtype == DType.F32) {
                out.floats().put(at + i, from < 0 ? 0 : tangents.floats().get(from));
            } else {
                double tangent = from < 0 ? 0 : Elements.getDouble(dtype, tangents.bytes(), from);
                Elements.putDouble(dtype, out.bytes(), at + i, tangent);
            }
        }
    }

    private static Kernel scatter(Window.SelectAndScatterAdd op, Slots slots) {
        var source = slots.in(0);
        var layout =
                WindowLayout.of(op.geometry(), slots.shape(1), source.type().shape());
        if (layout.depth() == 0) {
            return ConversionKernels.copy(source, slots.out());
        }
        return new WindowSelection(layout, slots.in(1), op.extreme()) {
            @Override
            Batch begin(int start, int limit) {
                return slots.dtype() == DType.F32
                        ? new FloatSums(source, slots.out(), start, limit)
                        : new DoubleSums(source, slots.out(), start, limit);
            }
        };
    }

    /** Adds up in the result's own memory. */
    private static final class FloatSums implements WindowSelection.Batch {

        private final Slot source;
        private final Slot out;

        FloatSums(Slot source, Slot out, int start, int limit) {
            this.source = source;
            this.out = out;
            var zeros = new float[Math.min(Scratch.BLOCK, limit - start)];
            for (int at = start; at < limit; at += Scratch.BLOCK) {
                out.floats().put(at, zeros, 0, Math.min(Scratch.BLOCK, limit - at));
            }
        }

        @Override
        public void apply(int[] selected, int at, int n) {
            var from = source.floats();
            var to = out.floats();
            for (int i = 0; i < n; i++) {
                int place = selected[i];
                if (place >= 0) {
                    to.put(place, to.get(place) + from.get(at + i));
                }
            }
        }
    }

    /** Adds up in double. */
    private static final class DoubleSums implements WindowSelection.Batch {

        private final Slot source;
        private final Slot out;
        private final int start;
        private final double[] sums;

        DoubleSums(Slot source, Slot out, int start, int limit) {
            this.source = source;
            this.out = out;
            this.start = start;
            this.sums = new double[limit - start];
        }

        @Override
        public void apply(int[] selected, int at, int n) {
            var dtype = source.type().dtype();
            for (int i = 0; i < n; i++) {
                if (selected[i] >= 0) {
                    sums[selected[i] - start] += Elements.getDouble(dtype, source.bytes(), at + i);
                }
            }
        }

        @Override
        public void finish() {
            new DoubleWindows(Fold.SUM).store(sums, out, start, sums.length);
        }
    }
}
