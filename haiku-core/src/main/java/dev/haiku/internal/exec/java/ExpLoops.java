package dev.haiku.internal.exec.java;

/**
 * Exponentials on blocks of {@code f32}.
 *
 * <p>{@code exp(x) = 2^k * exp(r)} with {@code k = round(x / ln 2)} and a polynomial in {@code |r| <= ln(2) / 2}, off by less than one
 * unit in the last place. {@code tanh} is a rational function in double on {@code |x| <= 9.02}, beyond which it rounds to 1, with a
 * relative error of 1e-10. Both were fitted for this file.
 */
final class ExpLoops {

    /** Adding it to a small float leaves the nearest integer in the low bits. */
    private static final float MAGIC = 0x1.8p23f;

    private static final int MAGIC_BITS = 0x4b400000;
    private static final float LOG2_E = 1.44269504f;
    private static final float MINUS_LN_2 = -0.693147182464599609375f;
    private static final float MINUS_LN_2_REST = 1.904654299957768e-09f;

    /** Beyond these, an {@code f32} exponential is 0 or infinite. */
    private static final float LOWEST = -110;

    private static final float HIGHEST = 95;
    private static final float TANH_ONE = 9.02f;
    private static final int EXPONENT_BIAS = 127;
    private static final int EXPONENT_SHIFT = 23;

    private ExpLoops() {}

    static void exp(float[] x, float[] y, int n) {
        var scratch = Scratch.get();
        var shifted = scratch.floats(Scratch.INNER);
        var scale = scratch.floats(Scratch.INNER + 1);
        var half = scratch.ints(Scratch.INNER);
        var rest = scratch.ints(Scratch.INNER + 1);
        clamp(x, y, LOWEST, HIGHEST, n);
        reduce(y, shifted, n);
        scratch.bits(shifted, half, n);
        exponents(half, rest, n);
        scratch.floats(half, shifted, n);
        scratch.floats(rest, scale, n);
        polynomial(y, shifted, scale, n);
    }

    static void logistic(float[] x, float[] y, int n) {
        var negated = Scratch.get().floats(Scratch.INNER + 2);
        FloatLoops.neg(x, negated, n);
        exp(negated, y, n);
        for (int i = 0; i < n; i++) {
            y[i] = 1 / (1 + y[i]);
        }
    }

    static void tanh(float[] x, float[] y, int n) {
        var value = Scratch.get().doubles(Scratch.INNER);
        clamp(x, y, -TANH_ONE, TANH_ONE, n);
        widen(y, value, n);
        tanhBlock(value, n);
        narrow(value, y, n);
    }

    static void clamp(float[] x, float[] y, float low, float high, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.min(Math.max(x[i], low), high);
        }
    }

    private static void widen(float[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i];
        }
    }

    private static void narrow(double[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) x[i];
        }
    }

    /** Leaves {@code k} in the low bits of {@code shifted} and {@code r} in {@code x}. */
    private static void reduce(float[] x, float[] shifted, int n) {
        for (int i = 0; i < n; i++) {
            float sum = Math.fma(x[i], LOG2_E, MAGIC);
            float k = sum - MAGIC;
            shifted[i] = sum;
            x[i] = Math.fma(k, MINUS_LN_2_REST, Math.fma(k, MINUS_LN_2, x[i]));
        }
    }

    /** Splits the power of two into two factors, since one alone may overflow. */
    private static void exponents(int[] half, int[] rest, int n) {
        for (int i = 0; i < n; i++) {
            int k = half[i] - MAGIC_BITS;
            int first = k >> 1;
            half[i] = (first + EXPONENT_BIAS) << EXPONENT_SHIFT;
            rest[i] = (k - first + EXPONENT_BIAS) << EXPONENT_SHIFT;
        }
    }

    private static void polynomial(float[] x, float[] half, float[] rest, int n) {
        for (int i = 0; i < n; i++) {
            float r = x[i];
            float sum = Math.fma(r, 0.000198919813f, 0.00139345419f);
            sum = Math.fma(sum, r, 0.00833331002f);
            sum = Math.fma(sum, r, 0.0416664568f);
            sum = Math.fma(sum, r, 0.166666667f);
            sum = Math.fma(sum, r, 0.5f);
            sum = Math.fma(sum * r, r, r) + 1;
            x[i] = sum * half[i] * rest[i];
        }
    }

    private static void tanhBlock(double[] x, int n) {
        for (int i = 0; i < n; i++) {
            double square = x[i] * x[i];
            double above = 2.568079356401661e-14;
            above = above * square - 3.1668454119062456e-11;
            above = above * square + 4.567713205302989e-08;
            above = above * square + 3.2984466419993436e-05;
            above = above * square + 0.004093406889826117;
            above = above * square + 0.1385523990139381;
            above = above * square + 0.9999999999106061;
            double below = 1.668504871663907e-06;
            below = below * square + 0.000434912561297343;
            below = below * square + 0.028055319095250907;
            below = below * square + 0.471885731376768;
            x[i] = x[i] * above / (below * square + 1);
        }
    }
}
