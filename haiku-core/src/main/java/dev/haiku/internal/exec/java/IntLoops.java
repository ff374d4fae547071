package dev.haiku.internal.exec.java;

/** Arithmetic on blocks of 32-bit integers, signed or not. */
final class IntLoops {

    private static final int BITS = 32;

    private IntLoops() {}

    static void add(int[] x, int[] y, int[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = x[i] + y[i];
        }
    }

    static void sub(int[] x, int[] y, int[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = x[i] - y[i];
        }
    }

    static void mul(int[] x, int[] y, int[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = x[i] * y[i];
        }
    }

    static void and(int[] x, int[] y, int[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = x[i] & y[i];
        }
    }

    static void or(int[] x, int[] y, int[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = x[i] | y[i];
        }
    }

    static void xor(int[] x, int[] y, int[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = x[i] ^ y[i];
        }
    }

    static void not(int[] x, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = ~x[i];
        }
    }

    /** Shifts left, or right without sign, by counts of which any but 0 to 31 gives 0. */
    static void shiftLeft(int[] x, int[] y, int[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = (y[i] & ~(BITS - 1)) == 0 ? x[i] << y[i] : 0;
        }
    }

    static void shiftRightLogical(int[] x, int[] y, int[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = (y[i] & ~(BITS - 1)) == 0 ? x[i] >>> y[i] : 0;
        }
    }
}
