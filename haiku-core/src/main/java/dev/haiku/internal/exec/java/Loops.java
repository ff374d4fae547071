package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Kernel;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Element-wise kernels that read blocks of their operands, compute and write blocks. */
final class Loops {

    /** A function of one block; {@code y} is another array than {@code x}. */
    @FunctionalInterface
    interface Floats1 {
        void apply(float[] x, float[] y, int n);
    }

    /** A function of two blocks; {@code z} is another array. */
    @FunctionalInterface
    interface Floats2 {
        void apply(float[] x, float[] y, float[] z, int n);
    }

    /** A function of one block of 32-bit integers. */
    @FunctionalInterface
    interface Ints1 {
        void apply(int[] x, int[] y, int n);
    }

    /** A function of two blocks of 32-bit integers. */
    @FunctionalInterface
    interface Ints2 {
        void apply(int[] x, int[] y, int[] z, int n);
    }

    /** Computes one block that starts at {@code at}. */
    @FunctionalInterface
    interface Body {
        void run(Scratch scratch, int at, int n);
    }

    private Loops() {}

    /** {@return a kernel that runs {@code body} on each block of that many elements} */
    static Kernel blocks(int size, Body body) {
        return () -> Workers.run(size, (from, to) -> {
            var scratch = Scratch.get();
            for (int at = from; at < to; at += Scratch.BLOCK) {
                body.run(scratch, at, Math.min(Scratch.BLOCK, to - at));
            }
        });
    }

    static Kernel floats(Slots slots, Floats1 function) {
        var x = slots.in(0);
        var y = slots.out();
        return blocks(y.size(), (scratch, at, n) -> {
            var in = scratch.floats(0);
            var out = scratch.floats(1);
            x.floats().get(at, in, 0, n);
            function.apply(in, out, n);
            y.floats().put(at, out, 0, n);
        });
    }

    static Kernel floats(Slots slots, Floats2 function) {
        var x = slots.in(0);
        var y = slots.in(1);
        var z = slots.out();
        return blocks(z.size(), (scratch, at, n) -> {
            var left = scratch.floats(0);
            var right = scratch.floats(1);
            var out = scratch.floats(2);
            x.floats().get(at, left, 0, n);
            y.floats().get(at, right, 0, n);
            function.apply(left, right, out, n);
            z.floats().put(at, out, 0, n);
        });
    }

    static Kernel ints(Slots slots, Ints1 function) {
        var x = slots.in(0);
        var y = slots.out();
        return blocks(y.size(), (scratch, at, n) -> {
            var in = scratch.ints(0);
            var out = scratch.ints(1);
            x.ints().get(at, in, 0, n);
            function.apply(in, out, n);
            y.ints().put(at, out, 0, n);
        });
    }

    static Kernel ints(Slots slots, Ints2 function) {
        var x = slots.in(0);
        var y = slots.in(1);
        var z = slots.out();
        return blocks(z.size(), (scratch, at, n) -> {
            var left = scratch.ints(0);
            var right = scratch.ints(1);
            var out = scratch.ints(2);
            x.ints().get(at, left, 0, n);
            y.ints().get(at, right, 0, n);
            function.apply(left, right, out, n);
            z.ints().put(at, out, 0, n);
        });
    }

    static Kernel doubles(Slots slots, DoubleUnaryOperator function) {
        var x = slots.in(0);
        var y = slots.out();
        return blocks(y.size(), (scratch, at, n) -> {
            var block = scratch.doubles(0);
            Blocks.load(x, at, block, n);
            for (int i = 0; i < n; i++) {
                block[i] = function.applyAsDouble(block[i]);
            }
            Blocks.store(block, y, at, n);
        });
    }

    static Kernel doubles(Slots slots, DoubleBinaryOperator function) {
        var x = slots.in(0);
        var y = slots.in(1);
        var z = slots.out();
        return blocks(z.size(), (scratch, at, n) -> {
            var left = scratch.doubles(0);
            var right = scratch.doubles(1);
            Blocks.load(x, at, left, n);
            Blocks.load(y, at, right, n);
            for (int i = 0; i < n; i++) {
                left[i] = function.applyAsDouble(left[i], right[i]);
            }
            Blocks.store(left, z, at, n);
        });
    }

    static Kernel longs(Slots slots, LongUnaryOperator function) {
        var x = slots.in(0);
        var y = slots.out();
        return blocks(y.size(), (scratch, at, n) -> {
            var block = scratch.longs(0);
            Blocks.load(x, at, block, n);
            for (int i = 0; i < n; i++) {
                block[i] = function.applyAsLong(block[i]);
            }
            Blocks.store(block, y, at, n);
        });
    }

    static Kernel longs(Slots slots, LongBinaryOperator function) {
        var x = slots.in(0);
        var y = slots.in(1);
        var z = slots.out();
        return blocks(z.size(), (scratch, at, n) -> {
            var left = scratch.longs(0);
            var right = scratch.longs(1);
            Blocks.load(x, at, left, n);
            Blocks.load(y, at, right, n);
            for (int i = 0; i < n; i++) {
                left[i] = function.applyAsLong(left[i], right[i]);
            }
            Blocks.store(left, z, at, n);
        });
    }
}
