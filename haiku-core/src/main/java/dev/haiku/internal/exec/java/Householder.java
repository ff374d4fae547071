package dev.haiku.internal.exec.java;

/** QR factorisation by Householder reflections with LAPACK's signs: {@code R}'s diagonal is opposite to what it replaces. */
final class Householder {

    /**
     * The thin factors, row-major.
     *
     * @param q the orthonormal columns
     * @param r the upper triangle
     */
    record Factors(double[] q, double[] r) {}

    private Householder() {}

    /** {@return the factors of a matrix, which is overwritten} */
    static Factors factorise(double[] a, int rows, int columns) {
        int rank = Math.min(rows, columns);
        var scales = new double[rank];
        for (int k = 0; k < rank; k++) {
            scales[k] = reflector(a, rows, columns, k);
            reflect(a, rows, columns, k, scales[k], a, columns, k + 1);
        }
        return new Factors(accumulate(a, rows, columns, scales), triangle(a, rank, columns));
    }

    /**
     * Turns column {@code k} below the diagonal into a vector {@code v} (with 1 on the diagonal, not stored) such that
     * {@code I - tau v vᵀ} maps the column to a multiple of the unit vector, which goes to the diagonal; returns tau.
     */
    private static double reflector(double[] a, int rows, int columns, int k) {
        double scale = 0;
        for (int i = k + 1; i < rows; i++) {
            scale = Math.hypot(scale, a[i * columns + k]);
        }
        if (scale == 0) {
            return 0;
        }
        double alpha = a[k * columns + k];
        double beta = -Math.copySign(Math.hypot(alpha, scale), alpha);
        for (int i = k + 1; i < rows; i++) {
            a[i * columns + k] /= alpha - beta;
        }
        a[k * columns + k] = beta;
        return (beta - alpha) / beta;
    }

    /** Applies reflection {@code k} of {@code a} to the columns of {@code target} from {@code first} on, row by row. */
    private static void reflect(
            double[] a, int rows, int columns, int k, double tau, double[] target, int width, int first) {
        int n = width - first;
        var products = new double[Math.max(n, 0)];
        addRow(tau, target, k * width + first, products, 0, n);
        for (int i = k + 1; i < rows; i++) {
            addRow(tau * a[i * columns + k], target, i * width + first, products, 0, n);
        }
        addRow(-1, products, 0, target, k * width + first, n);
        for (int i = k + 1; i < rows; i++) {
            addRow(-a[i * columns + k], products, 0, target, i * width + first, n);
        }
    }

    private static void addRow(double factor, double[] x, int at, double[] y, int to, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i] += factor * x[at + i];
        }
    }

    private static double[] accumulate(double[] a, int rows, int columns, double[] scales) {
        int rank = scales.length;
        var q = new double[rows * rank];
        for (int i = 0; i < rank; i++) {
            q[i * rank + i] = 1;
        }
        for (int k = rank - 1; k >= 0; k--) {
            reflect(a, rows, columns, k, scales[k], q, rank, k);
        }
        return q;
    }

    private static double[] triangle(double[] a, int rank, int columns) {
        var r = new double[rank * columns];
        for (int i = 0; i < rank; i++) {
            System.arraycopy(a, i * columns + i, r, i * columns + i, columns - i);
        }
        return r;
    }
}
