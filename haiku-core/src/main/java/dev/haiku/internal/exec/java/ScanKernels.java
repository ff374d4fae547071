package dev.haiku.internal.exec.java;

import dev.haiku.array.Elements;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.ir.Reduction;
import dev.haiku.ir.Reduction.Extreme;
import java.util.Arrays;

/** Kernels that run along one axis and remember: positions of extremes and running totals. */
final class ScanKernels {

    /** The operand seen as {@code [outer, size, inner]}, the middle one being the axis. */
    private record View(int outer, int size, int inner) {

        static View of(Shape shape, int axis) {
            return new View((int) shape.subShape(0, axis).size(), shape.dim(axis), (int)
                    shape.subShape(axis + 1, shape.rank()).size());
        }
    }

    private ScanKernels() {}

    static void addTo(KernelTable table) {
        table.on(Reduction.ArgExtreme.class, ScanKernels::argExtreme);
        table.on(Reduction.Cumulative.class, ScanKernels::cumulative);
    }

    private static Kernel argExtreme(Reduction.ArgExtreme op, Slots slots) {
        var view = View.of(slots.shape(0), op.axis());
        boolean isMax = op.extreme() == Extreme.MAX;
        return () -> {
            for (int outer = 0; outer < view.outer(); outer++) {
                for (int inner = 0; inner < view.inner(); inner++) {
                    int start = outer * view.size() * view.inner() + inner;
                    long index = slots.dtype().isFloating()
                            ? argDouble(slots, start, view, isMax)
                            : argLong(slots, start, view, isMax);
                    Elements.putLong(op.indexDtype(), slots.out().bytes(), outer * view.inner() + inner, index);
                }
            }
        };
    }

    private static int argDouble(Slots slots, int start, View view, boolean isMax) {
        var dtype = slots.dtype();
        var bytes = slots.in(0).bytes();
        double sign = isMax ? 1 : -1;
        double best = Double.NEGATIVE_INFINITY;
        int index = 0;
        for (int i = 0; i < view.size(); i++) {
            double value = sign * Elements.getDouble(dtype, bytes, start + i * view.inner());
            if (value > best) {
                best = value;
                index = i;
            } else if (Double.isNaN(value)) { // the first NaN wins
                return i;
            }
        }
        return index;
    }

    private static int argLong(Slots slots, int start, View view, boolean isMax) {
        var dtype = slots.dtype();
        var bytes = slots.in(0).bytes();
        long best = Elements.getLong(dtype, bytes, start);
        int index = 0;
        for (int i = 1; i < view.size(); i++) {
            long value = Elements.getLong(dtype, bytes, start + i * view.inner());
            if (isMax ? value > best : value < best) {
                best = value;
                index = i;
            }
        }
        return index;
    }

    private static Kernel cumulative(Reduction.Cumulative op, Slots slots) {
        var view = View.of(slots.shape(0), op.axis());
        var fold = fold(op.kind());
        return () -> {
            for (int outer = 0; outer < view.outer(); outer++) {
                for (int inner = 0; inner < view.inner(); inner += Scratch.BLOCK) {
                    int start = outer * view.size() * view.inner() + inner;
                    int width = Math.min(Scratch.BLOCK, view.inner() - inner);
                    if (slots.dtype().isFloating()) {
                        doubles(slots, fold, start, width, view, op.reverse());
                    } else {
                        longs(slots, fold, start, width, view, op.reverse());
                    }
                }
            }
        };
    }

    private static Fold fold(Reduction.Accumulation kind) {
        return switch (kind) {
            case SUM -> Fold.SUM;
            case PROD -> Fold.PROD;
            case MAX -> Fold.MAX;
            case MIN -> Fold.MIN;
            case LOGSUMEXP -> Fold.LOGSUMEXP;
        };
    }

    /** One row after the other for {@code width} neighbours; where the axis is the last one, a block of it at a time. */
    private static void doubles(Slots slots, Fold fold, int start, int width, View view, boolean reverse) {
        var totals = Scratch.get().doubles(0);
        var block = Scratch.get().doubles(1);
        Arrays.fill(totals, 0, width, fold.identity());
        int rows = view.inner() == 1 ? Scratch.BLOCK : 1;
        for (int k = 0; k < view.size(); k += rows) {
            int count = Math.min(rows, view.size() - k);
            int at = start + (reverse ? view.size() - count - k : k) * view.inner();
            Blocks.load(slots.in(0), at, block, count * width);
            for (int i = 0; i < count * width; i++) {
                int place = reverse ? count * width - 1 - i : i;
                int total = width == 1 ? 0 : place;
                totals[total] = fold.doubles().applyAsDouble(totals[total], block[place]);
                block[place] = totals[total];
            }
            Blocks.store(block, slots.out(), at, count * width);
        }
    }

    private static void longs(Slots slots, Fold fold, int start, int width, View view, boolean reverse) {
        var totals = Scratch.get().longs(0);
        var block = Scratch.get().longs(1);
        Arrays.fill(totals, 0, width, fold.identity(slots.dtype()));
        int rows = view.inner() == 1 ? Scratch.BLOCK : 1;
        for (int k = 0; k < view.size(); k += rows) {
            int count = Math.min(rows, view.size() - k);
            int at = start + (reverse ? view.size() - count - k : k) * view.inner();
            Blocks.load(slots.in(0), at, block, count * width);
            for (int i = 0; i < count * width; i++) {
                int place = reverse ? count * width - 1 - i : i;
                int total = width == 1 ? 0 : place;
                totals[total] = fold.longs().applyAsLong(totals[total], block[place]);
                block[place] = totals[total];
            }
            Blocks.store(block, slots.out(), at, count * width);
        }
    }
}
