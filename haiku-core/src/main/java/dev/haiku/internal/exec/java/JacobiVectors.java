package dev.haiku.internal.exec.java;

import java.util.Arrays;

/** JacobiVectors, which are lists of numbers, and matrices as lists of vectors, for Jacobi's methods. */
final class JacobiVectors {

    private static final double ROUNDING = 0x1p-48;

    private JacobiVectors() {}

    static double[][] identity(int n) {
        var vectors = new double[n][n];
        for (int i = 0; i < n; i++) {
            vectors[i][i] = 1;
        }
        return vectors;
    }

    /** {@return the largest absolute value; 0 of nothing} */
    static double largest(double[][] vectors) {
        double largest = 0;
        for (var vector : vectors) {
            for (double value : vector) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    static double[] times(double[] x, double factor) {
        return Arrays.stream(x).map(value -> value * factor).toArray();
    }

    /** {@return the tangent of the smaller angle whose double has that cotangent} */
    static double tangent(double cotangentOfDouble) {
        return Math.copySign(1, cotangentOfDouble) / (Math.abs(cotangentOfDouble) + Math.hypot(1, cotangentOfDouble));
    }

    /** Rotates the plane of two vectors by an angle of that tangent. */
    static void rotate(double[] x, double[] y, double tangent) {
        double c = 1 / Math.hypot(1, tangent);
        double s = c * tangent;
        for (int i = 0; i < x.length; i++) {
            double before = x[i];
            x[i] = c * before - s * y[i];
            y[i] = s * before + c * y[i];
        }
    }

    /** Rotates the plane of two elements by an angle of that tangent. */
    static void rotate(double[] vector, int p, int q, double tangent) {
        double c = 1 / Math.hypot(1, tangent);
        double s = c * tangent;
        double before = vector[p];
        vector[p] = c * before - s * vector[q];
        vector[q] = s * before + c * vector[q];
    }

    /** {@return the sign of the first of the elements that are largest in absolute value up to rounding, 1 or -1} */
    static double sign(double[] vector) {
        double largest = 0;
        double sign = 1;
        for (double value : vector) {
            if (Math.abs(value) > largest * (1 + ROUNDING)) {
                largest = Math.abs(value);
                sign = Math.signum(value);
            }
        }
        return sign;
    }

    /** {@return the matrix of those columns, row-major} */
    static double[] asColumns(double[][] columns) {
        int length = columns.length == 0 ? 0 : columns[0].length;
        var matrix = new double[length * columns.length];
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < length; i++) {
                matrix[i * columns.length + j] = columns[j][i];
            }
        }
        return matrix;
    }

    /** {@return the matrix of those rows, row-major} */
    static double[] asRows(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }
}
