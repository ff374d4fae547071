package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Kernel;
import dev.haiku.ir.Elementwise;
import java.util.Arrays;

/** Powers with a fixed integer exponent by repeated squaring, whole blocks at a time. */
final class IntegerPowKernel {

    private IntegerPowKernel() {}

    static Kernel prepare(Elementwise.IntegerPow op, Slots slots) {
        var x = slots.in(0);
        var y = slots.out();
        if (slots.dtype().isFloating()) {
            return Loops.blocks(y.size(), (scratch, at, n) -> {
                var base = scratch.doubles(0);
                Blocks.load(x, at, base, n);
                var power = power(base, scratch.doubles(1), Math.abs((long) op.exponent()), n);
                if (op.exponent() < 0) {
                    invert(power, n);
                }
                Blocks.store(power, y, at, n);
            });
        }
        return Loops.blocks(y.size(), (scratch, at, n) -> {
            var base = scratch.longs(0);
            Blocks.load(x, at, base, n);
            Blocks.store(power(base, scratch.longs(1), op.exponent(), n), y, at, n);
        });
    }

    private static double[] power(double[] base, double[] power, long exponent, int n) {
        Arrays.fill(power, 0, n, 1);
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                multiply(power, base, n);
            }
            if (rest > 1) {
                multiply(base, base, n);
            }
        }
        return power;
    }

    private static void multiply(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            x[i] *= y[i];
        }
    }

    private static void invert(double[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = 1 / x[i];
        }
    }

    private static long[] power(long[] base, long[] power, int exponent, int n) {
        Arrays.fill(power, 0, n, 1);
        for (int rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                multiply(power, base, n);
            }
            multiply(base, base, n);
        }
        return power;
    }

    private static void multiply(long[] x, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            x[i] *= y[i];
        }
    }
}
