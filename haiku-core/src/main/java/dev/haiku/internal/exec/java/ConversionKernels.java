package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Elementwise;

/** Kernels that choose among elements or change their type. */
final class ConversionKernels {

    private ConversionKernels() {}

    static void addTo(KernelTable table) {
        table.on(Elementwise.Select.class, (op, slots) -> select(slots));
        table.on(Elementwise.Clamp.class, (op, slots) -> clamp(slots));
        table.on(Elementwise.IsFinite.class, (op, slots) -> isFinite(slots));
        table.on(Elementwise.Cast.class, (op, slots) -> cast(slots));
        table.on(Elementwise.Bitcast.class, (op, slots) -> bitcast(slots));
        table.on(Elementwise.StopGradient.class, (op, slots) -> copy(slots.in(0), slots.out()));
        table.on(Elementwise.Name.class, (op, slots) -> copy(slots.in(0), slots.out()));
        table.on(Elementwise.OptimizationBarrier.class, (op, slots) -> copy(slots.in(0), slots.out()));
    }

    /** {@return a kernel that copies the bytes of a slot to another of the same size} */
    static Kernel copy(Slot from, Slot to) {
        int bytes = from.size() * from.type().dtype().bytes();
        return () -> to.bytes().put(0, from.bytes(), 0, bytes);
    }

    private static Kernel select(Slots slots) {
        var predicate = slots.in(0);
        var x = slots.in(1);
        var y = slots.in(2);
        var z = slots.out();
        if (z.type().dtype().bytes() == Integer.BYTES) {
            return Loops.blocks(z.size(), (scratch, at, n) -> {
                predicate.bytes().get(at, scratch.bytes(), 0, n);
                var left = scratch.ints(0);
                var right = scratch.ints(1);
                x.ints().get(at, left, 0, n);
                y.ints().get(at, right, 0, n);
                select(scratch.bytes(), left, right, n);
                z.ints().put(at, right, 0, n);
            });
        }
        return Loops.blocks(z.size(), (scratch, at, n) -> {
            predicate.bytes().get(at, scratch.bytes(), 0, n);
            var left = scratch.longs(0);
            var right = scratch.longs(1);
            Blocks.loadBits(x, at, left, n);
            Blocks.loadBits(y, at, right, n);
            select(scratch.bytes(), left, right, n);
            Blocks.storeBits(right, z, at, n);
        });
    }

    /** Without branches, which random masks would mispredict. Any byte but 0 counts as true. */
    private static void select(byte[] mask, int[] x, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            int all = -mask[i] >> 31 | mask[i] >> 31;
            y[i] ^= (x[i] ^ y[i]) & all;
        }
    }

    private static void select(byte[] mask, long[] x, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = mask[i] != 0 ? x[i] : y[i];
        }
    }

    private static Kernel clamp(Slots slots) {
        var low = slots.in(0);
        var x = slots.in(1);
        var high = slots.in(2);
        var y = slots.out();
        if (slots.dtype() == DType.F32) {
            return Loops.blocks(y.size(), (scratch, at, n) -> {
                var value = scratch.floats(0);
                var upper = scratch.floats(1);
                var result = scratch.floats(2);
                x.floats().get(at, value, 0, n);
                high.floats().get(at, upper, 0, n);
                low.floats().get(at, result, 0, n);
                FloatLoops.clamp(value, upper, result, n);
                y.floats().put(at, result, 0, n);
            });
        }
        return slots.dtype().isFloating() ? clampDoubles(low, x, high, y) : clampLongs(low, x, high, y);
    }

    private static Kernel clampDoubles(Slot low, Slot x, Slot high, Slot y) {
        return Loops.blocks(y.size(), (scratch, at, n) -> {
            var value = scratch.doubles(0);
            var lower = scratch.doubles(1);
            var upper = scratch.doubles(2);
            Blocks.load(x, at, value, n);
            Blocks.load(low, at, lower, n);
            Blocks.load(high, at, upper, n);
            for (int i = 0; i < n; i++) {
                value[i] = Math.min(Math.max(value[i], lower[i]), upper[i]);
            }
            Blocks.store(value, y, at, n);
        });
    }

    private static Kernel clampLongs(Slot low, Slot x, Slot high, Slot y) {
        return Loops.blocks(y.size(), (scratch, at, n) -> {
            var value = scratch.longs(0);
            var lower = scratch.longs(1);
            var upper = scratch.longs(2);
            Blocks.load(x, at, value, n);
            Blocks.load(low, at, lower, n);
            Blocks.load(high, at, upper, n);
            for (int i = 0; i < n; i++) {
                value[i] = Math.min(Math.max(value[i], lower[i]), upper[i]);
            }
            Blocks.store(value, y, at, n);
        });
    }

    private static Kernel isFinite(Slots slots) {
        var x = slots.in(0);
        var y = slots.out();
        return Loops.blocks(y.size(), (scratch, at, n) -> {
            var block = scratch.doubles(0);
            Blocks.load(x, at, block, n);
            for (int i = 0; i < n; i++) {
                scratch.bytes()[i] = (byte) (Math.abs(block[i]) <= Double.MAX_VALUE ? 1 : 0);
            }
            y.bytes().put(at, scratch.bytes(), 0, n);
        });
    }

    private static Kernel cast(Slots slots) {
        var x = slots.in(0);
        var y = slots.out();
        if (x.type().equals(y.type())) {
            return copy(x, y);
        }
        if (slots.dtype().isFloating()) {
            return Loops.doubles(slots, value -> value);
        }
        return Loops.longs(slots, value -> value);
    }

    /** Truth values are 0 or 1 in memory. */
    private static Kernel bitcast(Slots slots) {
        var x = slots.in(0);
        var y = slots.out();
        return y.type().dtype().isBool() ? Loops.longs(slots, bits -> bits) : copy(x, y);
    }
}
