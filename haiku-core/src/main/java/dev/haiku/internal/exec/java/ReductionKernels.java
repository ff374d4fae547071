package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Reduction;
import java.util.Arrays;
import java.util.List;

/**
 * Kernels of reductions, for any axes: a nest over the operand in which the result does not move along reduced axes.
 *
 * <p>Accumulates in double or long.
 */
final class ReductionKernels {

    private ReductionKernels() {}

    static void addTo(KernelTable table) {
        table.on(Reduction.ReduceSum.class, (op, slots) -> reduce(slots, op.axes(), Fold.SUM));
        table.on(Reduction.ReduceProd.class, (op, slots) -> reduce(slots, op.axes(), Fold.PROD));
        table.on(Reduction.ReduceMax.class, (op, slots) -> reduce(slots, op.axes(), Fold.MAX));
        table.on(Reduction.ReduceMin.class, (op, slots) -> reduce(slots, op.axes(), Fold.MIN));
        table.on(Reduction.ReduceAnd.class, (op, slots) -> reduce(slots, op.axes(), Fold.MIN));
        table.on(Reduction.ReduceOr.class, (op, slots) -> reduce(slots, op.axes(), Fold.MAX));
    }

    private static Kernel reduce(Slots slots, List<Integer> axes, Fold fold) {
        var nest = nest(slots, axes);
        if (slots.dtype() == DType.F32 && fold != Fold.PROD) {
            return new FloatReduction(nest, slots.in(0), slots.out(), fold);
        }
        return slots.dtype().isFloating() ? doubles(slots, nest, fold) : longs(slots, nest, fold);
    }

    private static Nest nest(Slots slots, List<Integer> axes) {
        var shape = slots.shape(0);
        var outStrides = slots.out().type().shape().strides();
        var strides = new int[shape.rank()];
        int kept = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = axes.contains(axis) ? 0 : outStrides[kept++];
        }
        return Nest.of(shape.dims(), shape.strides(), strides);
    }

    private static Kernel doubles(Slots slots, Nest nest, Fold fold) {
        var x = slots.in(0);
        var y = slots.out();
        var function = fold.doubles();
        return () -> {
            var sums = new double[y.size()];
            Arrays.fill(sums, fold.identity());
            var block = Scratch.get().doubles(0);
            nest.forEachRun(0, 0, (from, step, to, toStep, count) -> {
                for (int at = 0; at < count; at += Scratch.BLOCK) {
                    int n = Math.min(Scratch.BLOCK, count - at);
                    Blocks.load(x, from + at, block, n);
                    for (int i = 0; i < n; i++) {
                        int target = to + (at + i) * toStep;
                        sums[target] = function.applyAsDouble(sums[target], block[i]);
                    }
                }
            });
            store(sums, y);
        };
    }

    private static Kernel longs(Slots slots, Nest nest, Fold fold) {
        var x = slots.in(0);
        var y = slots.out();
        var function = fold.longs();
        return () -> {
            var sums = new long[y.size()];
            Arrays.fill(sums, fold.identity(slots.dtype()));
            var block = Scratch.get().longs(0);
            nest.forEachRun(0, 0, (from, step, to, toStep, count) -> {
                for (int at = 0; at < count; at += Scratch.BLOCK) {
                    int n = Math.min(Scratch.BLOCK, count - at);
                    Blocks.load(x, from + at, block, n);
                    for (int i = 0; i < n; i++) {
                        int target = to + (at + i) * toStep;
                        sums[target] = function.applyAsLong(sums[target], block[i]);
                    }
                }
            });
            store(sums, y);
        };
    }

    /** Writes all of {@code values}. */
    static void store(double[] values, Slot y) {
        var block = Scratch.get().doubles(0);
        for (int at = 0; at < values.length; at += Scratch.BLOCK) {
            int n = Math.min(Scratch.BLOCK, values.length - at);
            System.arraycopy(values, at, block, 0, n);
            Blocks.store(block, y, at, n);
        }
    }

    private static void store(long[] values, Slot y) {
        var block = Scratch.get().longs(0);
        for (int at = 0; at < values.length; at += Scratch.BLOCK) {
            int n = Math.min(Scratch.BLOCK, values.length - at);
            System.arraycopy(values, at, block, 0, n);
            Blocks.store(block, y, at, n);
        }
    }
}
