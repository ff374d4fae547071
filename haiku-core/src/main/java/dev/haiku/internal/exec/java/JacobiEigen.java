package dev.haiku.internal.exec.java;

import java.util.stream.IntStream;

/**
 * The decomposition of a symmetric matrix into eigenvalues and eigenvectors by Jacobi's rotations.
 *
 * <p>Of each eigenvector the first element of largest absolute value is positive.
 */
final class JacobiEigen {

    private static final int MOST_SWEEPS = 100;

    private final double[][] a;
    private final double[][] vectors;
    private final int[] order;

    /** Decomposes a symmetric matrix of finite numbers, given as its rows, which are overwritten. */
    JacobiEigen(double[][] a) {
        this.a = a;
        this.vectors = JacobiVectors.identity(a.length);
        double negligible = Math.ulp(JacobiVectors.largest(a)) / 2;
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            if (!sweep(negligible)) {
                break;
            }
        }
        this.order = IntStream.range(0, a.length)
                .boxed()
                .sorted((i, j) -> Double.compare(a[i][i], a[j][j]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** Rotates away each element off the diagonal that is not negligible; returns whether there was one. */
    private boolean sweep(double negligible) {
        boolean rotated = false;
        for (int p = 0; p < a.length; p++) {
            for (int q = p + 1; q < a.length; q++) {
                if (Math.abs(a[p][q]) > negligible) {
                    rotate(p, q);
                    rotated = true;
                }
            }
        }
        return rotated;
    }

    private void rotate(int p, int q) {
        double t = JacobiVectors.tangent((a[q][q] / 2 - a[p][p] / 2) / a[p][q]);
        JacobiVectors.rotate(a[p], a[q], t);
        for (var row : a) {
            JacobiVectors.rotate(row, p, q, t);
        }
        a[p][q] = 0;
        a[q][p] = 0;
        JacobiVectors.rotate(vectors[p], vectors[q], t);
    }

    /** {@return the eigenvalues, in ascending order} */
    double[] values() {
        return IntStream.of(order).mapToDouble(i -> a[i][i]).toArray();
    }

    /** {@return the eigenvectors as columns, row-major} */
    double[] vectors() {
        return JacobiVectors.asColumns(IntStream.of(order)
                .mapToObj(i -> JacobiVectors.times(vectors[i], JacobiVectors.sign(vectors[i])))
                .toArray(double[][]::new));
    }
}
