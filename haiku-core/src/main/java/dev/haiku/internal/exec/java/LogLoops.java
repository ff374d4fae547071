package dev.haiku.internal.exec.java;

/**
 * Logarithms on blocks of {@code f32} with the polynomials and roundings of XLA's code for CPUs, bit for bit on normal numbers, so
 * that samplers draw the same numbers as JAX from the same key.
 */
final class LogLoops {

    private static final int SQRT_HALF = 0x3f3504f3;
    private static final int ONE = 0x3f800000;
    private static final int MANTISSA = 0x7fffff;
    private static final int MIN_NORMAL = 0x800000;
    private static final int MAX_VALUE = 0x7f7fffff;
    private static final int EXPONENT_SHIFT = 23;

    /** Adding an integer to these bits gives the float 1.5 * 2^23 plus it. */
    private static final int MAGIC_BITS = 0x4b400000;

    private static final float MAGIC = 0x1.8p23f;
    private static final float LN_2_HIGH = 0.693359375f;
    private static final float LN_2_LOW = -2.12194440e-4f;

    /** sqrt(2) - 1; below, {@link #log1p} uses a rational function. */
    private static final float SMALL = Float.intBitsToFloat(0x3ed413cd);

    private LogLoops() {}

    static void log(float[] x, float[] y, int n) {
        var scratch = Scratch.get();
        var bits = scratch.ints(Scratch.INNER);
        var mantissa = scratch.ints(Scratch.INNER + 1);
        scratch.bits(x, bits, n);
        boolean isNormal = isNormal(bits, n);
        split(bits, mantissa, n);
        scratch.floats(mantissa, scratch.floats(Scratch.INNER), n);
        scratch.floats(bits, scratch.floats(Scratch.INNER + 1), n);
        combine(scratch.floats(Scratch.INNER), scratch.floats(Scratch.INNER + 1), y, n);
        if (!isNormal) {
            repair(x, y, n);
        }
    }

    /** Whether all are positive normal numbers: both differences to the ends of that range of bits have no sign. */
    private static boolean isNormal(int[] bits, int n) {
        int signs = 0;
        for (int i = 0; i < n; i++) {
            int above = bits[i] - MIN_NORMAL;
            signs |= above | (MAX_VALUE - MIN_NORMAL - above);
        }
        return signs >= 0;
    }

    /** Leaves {@code m} and {@code e}, the latter in the low bits, with {@code x = m * 2^e}, {@code m} between the roots of 1/2 and 2. */
    private static void split(int[] bits, int[] mantissa, int n) {
        for (int i = 0; i < n; i++) {
            int shifted = bits[i] + (ONE - SQRT_HALF);
            mantissa[i] = (shifted & MANTISSA) + SQRT_HALF;
            bits[i] = (shifted >> EXPONENT_SHIFT) - Float.MAX_EXPONENT + MAGIC_BITS;
        }
    }

    private static void combine(float[] mantissa, float[] exponent, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            float t = mantissa[i] - 1;
            float e = exponent[i] - MAGIC;
            float square = t * t;
            float cube = square * t;
            float a = Math.fma(Math.fma(t, 7.0376836292E-2f, -1.1514610310E-1f), t, 1.1676998740E-1f);
            float b = Math.fma(Math.fma(t, -1.2420140846E-1f, 1.4249322787E-1f), t, -1.6668057665E-1f);
            float c = Math.fma(Math.fma(t, 2.0000714765E-1f, -2.4999993993E-1f), t, 3.3333331174E-1f);
            float sum = Math.fma(Math.fma(a, cube, b), cube, c);
            float rest = Math.fma(cube, sum, e * LN_2_LOW);
            rest = Math.fma(square, -0.5f, t) + rest; // with -square, the JDK 17 compiler gives up
            y[i] = Math.fma(e, LN_2_HIGH, rest);
        }
    }

    /** Zero, subnormal, negative, infinite and NaN arguments. */
    private static void repair(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            if (!(x[i] >= Float.MIN_NORMAL && x[i] <= Float.MAX_VALUE)) {
                y[i] = (float) Math.log(x[i]);
            }
        }
    }

    static void log1p(float[] x, float[] y, int n) {
        var scratch = Scratch.get();
        var other = scratch.floats(Scratch.INNER + 2);
        plusOne(x, other, n);
        log(other, y, n);
        rational(x, other, n);
        FloatSelect.below(scratch, x, SMALL, other, y, n);
    }

    private static void plusOne(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = 1 + x[i];
        }
    }

    private static void rational(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[i];
            float above = Math.fma(v, 4.5270000862445199635215e-5f, 4.9854102823193375972212e-1f);
            above = Math.fma(above, v, 6.5787325942061044846969f);
            above = Math.fma(above, v, 2.9911919328553073277375e1f);
            above = Math.fma(above, v, 6.0949667980987787057556e1f);
            above = Math.fma(above, v, 5.7112963590585538103336e1f);
            above = Math.fma(above, v, 2.0039553499201281259648e1f);
            float below = v + 1.5062909083469192043167e1f;
            below = Math.fma(below, v, 8.3047565967967209469434e1f);
            below = Math.fma(below, v, 2.2176239823732856465394e2f);
            below = Math.fma(below, v, 3.0909872225312059774938e2f);
            below = Math.fma(below, v, 2.1642788614495947685003e2f);
            below = Math.fma(below, v, 6.0118660497603843919306e1f);
            float square = v * v;
            y[i] = v + Math.fma(square, -0.5f, (v * square) * (above / below));
        }
    }
}
