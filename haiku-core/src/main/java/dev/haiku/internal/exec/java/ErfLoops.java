package dev.haiku.internal.exec.java;

/**
 * The error function and its inverse on blocks of {@code f32} with the polynomials and roundings of XLA's code for CPUs, so that the
 * same key gives the same normal numbers as JAX.
 *
 * <p>Source of the inverse: Giles, "Approximating the erfinv function" (2011).
 */
final class ErfLoops {

    /** From here on, the error function rounds to 1. */
    private static final float ERF_ONE = Float.intBitsToFloat(0x407547cb);

    private static final float CENTRAL = 5;

    private ErfLoops() {}

    static void erf(float[] x, float[] y, int n) {
        ExpLoops.clamp(x, y, -ERF_ONE, ERF_ONE, n);
        rational(y, n);
    }

    private static void rational(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            float z = x[i] * x[i];
            float above = Math.fma(z, 0.000229050653f, 0.00340829091f);
            above = Math.fma(above, z, 0.0509556942f);
            above = Math.fma(above, z, 0.185208321f);
            above = Math.fma(above, z, 1.12837911f);
            float below = Math.fma(z, -1.17916031e-07f, 2.35479656e-05f);
            below = Math.fma(below, z, 0.00101796258f);
            below = Math.fma(below, z, 0.0140704699f);
            below = Math.fma(below, z, 0.110985048f);
            below = Math.fma(below, z, 0.497469246f);
            below = Math.fma(below, z, 1);
            x[i] = x[i] * above / below;
        }
    }

    static void erfInv(float[] x, float[] y, int n) {
        var scratch = Scratch.get();
        var w = scratch.floats(Scratch.INNER + 3);
        negatedSquare(x, y, n);
        LogLoops.log1p(y, w, n);
        var central = scratch.floats(Scratch.INNER);
        central(w, central, n);
        tail(w, y, n);
        FloatSelect.below(scratch, w, CENTRAL, central, y, n);
        FloatLoops.mul(x, y, y, n);
        if (!FloatSelect.allBelow(scratch, x, 1, n)) {
            repair(x, y, n);
        }
    }

    private static void negatedSquare(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = -(x[i] * x[i]);
        }
    }

    private static void repair(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            if (Math.abs(x[i]) == 1) {
                y[i] = x[i] * Float.POSITIVE_INFINITY;
            }
        }
    }

    private static void central(float[] negated, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            float t = -negated[i] - 2.5f;
            float sum = Math.fma(t, 2.81022636e-08f, 3.43273939e-07f);
            sum = Math.fma(sum, t, -3.5233877e-06f);
            sum = Math.fma(sum, t, -4.39150654e-06f);
            sum = Math.fma(sum, t, 0.00021858087f);
            sum = Math.fma(sum, t, -0.00125372503f);
            sum = Math.fma(sum, t, -0.00417768164f);
            sum = Math.fma(sum, t, 0.246640727f);
            y[i] = Math.fma(sum, t, 1.50140941f);
        }
    }

    private static void tail(float[] negated, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            float t = (float) Math.sqrt(-negated[i]) - 3;
            float sum = Math.fma(t, -0.000200214257f, 0.000100950558f);
            sum = Math.fma(sum, t, 0.00134934322f);
            sum = Math.fma(sum, t, -0.00367342844f);
            sum = Math.fma(sum, t, 0.00573950773f);
            sum = Math.fma(sum, t, -0.0076224613f);
            sum = Math.fma(sum, t, 0.00943887047f);
            sum = Math.fma(sum, t, 1.00167406f);
            y[i] = Math.fma(sum, t, 2.83297682f);
        }
    }
}
