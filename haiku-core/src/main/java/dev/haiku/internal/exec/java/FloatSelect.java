package dev.haiku.internal.exec.java;

/** Chooses between blocks of {@code f32} by their bits, since the compiler vectorises no conditional on floats. */
final class FloatSelect {

    private static final int MAGNITUDE = 0x7fffffff;

    private FloatSelect() {}

    /** Replaces {@code y} by {@code small} where {@code |x| < limit}; NaN is not. */
    static void below(Scratch scratch, float[] x, float limit, float[] small, float[] y, int n) {
        var magnitude = scratch.ints(Scratch.INNER);
        var left = scratch.ints(Scratch.INNER + 1);
        var right = scratch.ints(Scratch.INNER + 2);
        scratch.bits(x, magnitude, n);
        scratch.bits(small, left, n);
        scratch.bits(y, right, n);
        below(magnitude, Float.floatToRawIntBits(limit), left, right, n);
        scratch.floats(right, y, n);
    }

    private static void below(int[] x, int limit, int[] left, int[] right, int n) {
        for (int i = 0; i < n; i++) {
            int all = (x[i] & MAGNITUDE) - limit >> 31;
            right[i] ^= (left[i] ^ right[i]) & all;
        }
    }

    /** {@return whether all magnitudes are below the limit} */
    static boolean allBelow(Scratch scratch, float[] x, float limit, int n) {
        var magnitude = scratch.ints(Scratch.INNER);
        scratch.bits(x, magnitude, n);
        return allBelow(magnitude, Float.floatToRawIntBits(limit), n);
    }

    private static boolean allBelow(int[] x, int limit, int n) {
        int signs = -1;
        for (int i = 0; i < n; i++) {
            signs &= (x[i] & MAGNITUDE) - limit;
        }
        return signs < 0;
    }
}
