package dev.haiku.internal.exec.java;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The singular value decomposition by one-sided Jacobi rotations: columns are rotated until they are orthogonal.
 *
 * <p>A wide matrix is decomposed as its transpose. Of each left vector the first element of largest absolute value is positive.
 */
final class JacobiSvd {

    private static final int MOST_SWEEPS = 100;
    private static final double EPSILON = 0x1p-52;

    private final boolean wide;
    /** The longer side of the matrix. */
    private final int length;

    private final double[] values;
    /** As many vectors of the longer side as there are values. */
    private final double[][] longVectors;
    /** The vectors of the shorter side. */
    private final double[][] shortVectors;

    /** Decomposes a row-major matrix of finite numbers. */
    JacobiSvd(double[] a, int rows, int columns) {
        this.wide = rows < columns;
        this.length = Math.max(rows, columns);
        var vectors = longSide(a, columns, Math.min(rows, columns));
        double scale = scale(JacobiVectors.largest(vectors));
        Arrays.setAll(vectors, j -> JacobiVectors.times(vectors[j], 1 / scale));
        var rotation = JacobiVectors.identity(vectors.length);
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            if (!sweep(vectors, rotation)) {
                break;
            }
        }
        var norms = Arrays.stream(vectors)
                .mapToDouble(vector -> Math.sqrt(JacobiVectors.dot(vector, vector)))
                .toArray();
        var order = descending(norms);
        this.values = IntStream.of(order).mapToDouble(j -> norms[j]).toArray();
        this.shortVectors = inOrder(rotation, order);
        this.longVectors = normalised(inOrder(vectors, order));
        Arrays.setAll(values, k -> values[k] * scale);
        chooseSigns();
    }

    /** {@return the columns of a row-major matrix, or the rows of a wide one} */
    private double[][] longSide(double[] a, int columns, int count) {
        var vectors = new double[count][length];
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < length; i++) {
                vectors[j][i] = a[wide ? j * columns + i : i * columns + j];
            }
        }
        return vectors;
    }

    private static double[][] inOrder(double[][] vectors, int[] order) {
        return IntStream.of(order).mapToObj(j -> vectors[j]).toArray(double[][]::new);
    }

    /** A power of two, by which squares of the divided numbers do not overflow, and do not underflow if they matter. */
    private static double scale(double largest) {
        return largest == 0 ? 1 : Math.scalb(1.0, Math.max(Math.getExponent(largest), -1000));
    }

    /** Makes each pair of vectors orthogonal; returns whether any was not. */
    private static boolean sweep(double[][] vectors, double[][] rotation) {
        boolean rotated = false;
        for (int p = 0; p < vectors.length; p++) {
            for (int q = p + 1; q < vectors.length; q++) {
                double alpha = JacobiVectors.dot(vectors[p], vectors[p]);
                double beta = JacobiVectors.dot(vectors[q], vectors[q]);
                double gamma = JacobiVectors.dot(vectors[p], vectors[q]);
                if (Math.abs(gamma) > EPSILON * Math.sqrt(alpha * beta)) {
                    double t = JacobiVectors.tangent((beta - alpha) / (2 * gamma));
                    JacobiVectors.rotate(vectors[p], vectors[q], t);
                    JacobiVectors.rotate(rotation[p], rotation[q], t);
                    rotated = true;
                }
            }
        }
        return rotated;
    }

    private static int[] descending(double[] norms) {
        return IntStream.range(0, norms.length)
                .boxed()
                .sorted((i, j) -> Double.compare(norms[j], norms[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** Divides by the norms; where those are negligible, takes any vectors that are orthogonal to the others. */
    private double[][] normalised(double[][] vectors) {
        int known = 0;
        while (known < values.length && values[known] > values[0] * EPSILON) {
            vectors[known] = JacobiVectors.times(vectors[known], 1 / values[known]);
            known++;
        }
        return extended(Arrays.copyOf(vectors, known), vectors.length);
    }

    /** {@return the orthonormal vectors of the longer side, followed by others up to that number} */
    private double[][] extended(double[][] known, int size) {
        if (known.length == size) {
            return known;
        }
        var basis = new Householder(JacobiVectors.asColumns(known), length, known.length).q(length);
        var all = Arrays.copyOf(known, size);
        for (int j = known.length; j < size; j++) {
            int column = j;
            all[j] = IntStream.range(0, length)
                    .mapToDouble(i -> basis[i * length + column])
                    .toArray();
        }
        return all;
    }

    private void chooseSigns() {
        for (int k = 0; k < values.length; k++) {
            double sign = JacobiVectors.sign(wide ? shortVectors[k] : longVectors[k]);
            shortVectors[k] = JacobiVectors.times(shortVectors[k], sign);
            longVectors[k] = JacobiVectors.times(longVectors[k], sign);
        }
    }

    /** {@return the singular values, in descending order} */
    double[] values() {
        return values;
    }

    /** {@return the first left vectors as columns, row-major} */
    double[] left(int size) {
        return JacobiVectors.asColumns(wide ? shortVectors : extended(longVectors, size));
    }

    /** {@return the first right vectors as rows, row-major} */
    double[] right(int size) {
        return JacobiVectors.asRows(wide ? extended(longVectors, size) : shortVectors);
    }

    /** {@return {@code V diag(1/s) Uᵀ}, row-major, over the singular values above {@code tolerance} times the largest} */
    double[] pseudoInverse(double tolerance) {
        var left = wide ? shortVectors : longVectors;
        var right = wide ? longVectors : shortVectors;
        int rows = wide ? values.length : length;
        int columns = wide ? length : values.length;
        var result = new double[columns * rows];
        for (int k = 0; k < values.length && values[k] > tolerance * values[0]; k++) {
            for (int i = 0; i < columns; i++) {
                for (int j = 0; j < rows; j++) {
                    result[i * rows + j] += right[k][i] / values[k] * left[k][j];
                }
            }
        }
        return result;
    }
}
