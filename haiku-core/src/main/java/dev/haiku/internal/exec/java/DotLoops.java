package dev.haiku.internal.exec.java;

/** The inner loops of matrix products in double. */
final class DotLoops {

    /** For fewer columns, dot products are faster than sums of rows. */
    private static final int NARROW = 8;

    private static final int UNROLLED = 4;

    private DotLoops() {}

    /**
     * Adds a row of a product to {@code sums}: the row of {@code a} at {@code at} times {@code width} columns of {@code b [inner, stride]} from
     * {@code column} on.
     */
    static void row(double[] a, int at, double[] b, int column, int stride, int inner, double[] sums, int width) {
        if (width < NARROW) {
            for (int j = 0; j < width; j++) {
                sums[j] += dot(a, at, b, column + j, stride, inner);
            }
            return;
        }
        int k = 0;
        for (; k + UNROLLED <= inner; k += UNROLLED) {
            add4(a, at + k, b, k * stride + column, stride, sums, width);
        }
        for (; k < inner; k++) {
            add1(a[at + k], b, k * stride + column, sums, width);
        }
    }

    private static double dot(double[] a, int at, double[] b, int column, int stride, int inner) {
        double even = 0;
        double odd = 0;
        int k = 0;
        for (; k + 1 < inner; k += 2) {
            even += a[at + k] * b[k * stride + column];
            odd += a[at + k + 1] * b[(k + 1) * stride + column];
        }
        return k < inner ? even + odd + a[at + k] * b[k * stride + column] : even + odd;
    }

    private static void add4(double[] a, int at, double[] b, int first, int stride, double[] sums, int n) {
        double a0 = a[at];
        double a1 = a[at + 1];
        double a2 = a[at + 2];
        double a3 = a[at + 3];
        int second = first + stride;
        int third = second + stride;
        int fourth = third + stride;
        for (int j = 0; j < n; j++) {
            sums[j] += a0 * b[first + j] + a1 * b[second + j] + (a2 * b[third + j] + a3 * b[fourth + j]);
        }
    }

    private static void add1(double factor, double[] b, int start, double[] sums, int n) {
        for (int j = 0; j < n; j++) {
            sums[j] += factor * b[start + j];
        }
    }
}
