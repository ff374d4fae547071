package dev.haiku.internal.exec.java;

/** QR factorisation by Householder reflections with LAPACK's signs: {@code R}'s diagonal is opposite to what it replaces. */
final class Householder {

    private final double[] a;
    private final int rows;
    private final int columns;
    private final double[] scales;

    /** Factorises a row-major matrix, which is overwritten. */
    Householder(double[] a, int rows, int columns) {
        this.a = a;
        this.rows = rows;
        this.columns = columns;
        this.scales = new double[Math.min(rows, columns)];
        for (int k = 0; k < scales.length; k++) {
            scales[k] = reflector(k);
            reflect(k, a, columns, k + 1);
        }
    }

    /** {@return the first columns of the orthonormal factor, row-major; at least as many as there are reflections} */
    double[] q(int size) {
        var q = new double[rows * size];
        for (int i = 0; i < size; i++) {
            q[i * size + i] = 1;
        }
        for (int k = scales.length - 1; k >= 0; k--) {
            reflect(k, q, size, k);
        }
        return q;
    }

    /** {@return the first rows of the upper triangular factor, row-major; at least as many as there are reflections} */
    double[] r(int size) {
        var r = new double[size * columns];
        for (int i = 0; i < scales.length; i++) {
            System.arraycopy(a, i * columns + i, r, i * columns + i, columns - i);
        }
        return r;
    }

    /**
     * Turns column {@code k} below the diagonal into a vector {@code v} (with 1 on the diagonal, not stored) such that
     * {@code I - tau v vᵀ} maps the column to a multiple of the unit vector, which goes to the diagonal; returns tau.
     */
    private double reflector(int k) {
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

    /** Applies reflection {@code k} to the columns of a matrix from {@code first} on, row by row. */
    private void reflect(int k, double[] target, int width, int first) {
        double tau = scales[k];
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
}
