package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.ir.Elementwise;

/** Kernels of comparisons; the results are truth values. */
final class ComparisonKernels {

    @FunctionalInterface
    private interface Floats {
        void apply(float[] x, float[] y, byte[] z, int n);
    }

    @FunctionalInterface
    private interface Doubles {
        boolean test(double x, double y);
    }

    @FunctionalInterface
    private interface Longs {
        boolean test(long x, long y);
    }

    private ComparisonKernels() {}

    static void addTo(KernelTable table) {
        compare(table, Elementwise.Eq.class, ComparisonKernels::eq, (x, y) -> x == y, (x, y) -> x == y);
        compare(table, Elementwise.Ne.class, ComparisonKernels::ne, (x, y) -> x != y, (x, y) -> x != y);
        compare(table, Elementwise.Lt.class, ComparisonKernels::lt, (x, y) -> x < y, (x, y) -> x < y);
        compare(table, Elementwise.Le.class, ComparisonKernels::le, (x, y) -> x <= y, (x, y) -> x <= y);
        compare(table, Elementwise.Gt.class, (x, y, z, n) -> lt(y, x, z, n), (x, y) -> x > y, (x, y) -> x > y);
        compare(table, Elementwise.Ge.class, (x, y, z, n) -> le(y, x, z, n), (x, y) -> x >= y, (x, y) -> x >= y);
    }

    private static void compare(
            KernelTable table,
            Class<? extends Elementwise.Comparison> op,
            Floats floats,
            Doubles doubles,
            Longs longs) {
        table.on(op, (primitive, slots) -> {
            if (slots.dtype() == DType.F32) {
                return floats(slots, floats);
            }
            return slots.dtype().isFloating() ? doubles(slots, doubles) : longs(slots, longs);
        });
    }

    private static Kernel floats(Slots slots, Floats function) {
        var x = slots.in(0);
        var y = slots.in(1);
        var z = slots.out();
        return Loops.blocks(z.size(), (scratch, at, n) -> {
            var left = scratch.floats(0);
            var right = scratch.floats(1);
            x.floats().get(at, left, 0, n);
            y.floats().get(at, right, 0, n);
            function.apply(left, right, scratch.bytes(), n);
            z.bytes().put(at, scratch.bytes(), 0, n);
        });
    }

    private static Kernel doubles(Slots slots, Doubles function) {
        var x = slots.in(0);
        var y = slots.in(1);
        var z = slots.out();
        return Loops.blocks(z.size(), (scratch, at, n) -> {
            var left = scratch.doubles(0);
            var right = scratch.doubles(1);
            Blocks.load(x, at, left, n);
            Blocks.load(y, at, right, n);
            for (int i = 0; i < n; i++) {
                scratch.bytes()[i] = (byte) (function.test(left[i], right[i]) ? 1 : 0);
            }
            z.bytes().put(at, scratch.bytes(), 0, n);
        });
    }

    private static Kernel longs(Slots slots, Longs function) {
        var x = slots.in(0);
        var y = slots.in(1);
        var z = slots.out();
        return Loops.blocks(z.size(), (scratch, at, n) -> {
            var left = scratch.longs(0);
            var right = scratch.longs(1);
            Blocks.load(x, at, left, n);
            Blocks.load(y, at, right, n);
            for (int i = 0; i < n; i++) {
                scratch.bytes()[i] = (byte) (function.test(left[i], right[i]) ? 1 : 0);
            }
            z.bytes().put(at, scratch.bytes(), 0, n);
        });
    }

    private static void eq(float[] x, float[] y, byte[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = (byte) (x[i] == y[i] ? 1 : 0);
        }
    }

    private static void ne(float[] x, float[] y, byte[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = (byte) (x[i] != y[i] ? 1 : 0);
        }
    }

    private static void lt(float[] x, float[] y, byte[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = (byte) (x[i] < y[i] ? 1 : 0);
        }
    }

    private static void le(float[] x, float[] y, byte[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = (byte) (x[i] <= y[i] ? 1 : 0);
        }
    }
}
