package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Determinant;

/** Gaussian elimination with row exchanges: of the candidates for a pivot it takes the first one of largest absolute value. */
final class LuFactors {

    private final double[] lu;
    private final int columns;
    private final double[] pivots;
    private final double[] permutation;

    /** Factorises a row-major matrix, which is overwritten. */
    LuFactors(double[] a, int rows, int columns) {
        this.lu = a;
        this.columns = columns;
        this.pivots = new double[Math.min(rows, columns)];
        this.permutation = new double[rows];
        for (int i = 0; i < rows; i++) {
            permutation[i] = i;
        }
        for (int k = 0; k < pivots.length; k++) {
            int pivot = pivot(k);
            pivots[k] = pivot;
            exchange(k, pivot);
            eliminate(k);
        }
    }

    private int pivot(int k) {
        int best = k;
        for (int i = k + 1; i < permutation.length; i++) {
            if (Math.abs(lu[i * columns + k]) > Math.abs(lu[best * columns + k])) {
                best = i;
            }
        }
        return best;
    }

    private void exchange(int row, int other) {
        for (int j = 0; j < columns && row != other; j++) {
            double kept = lu[row * columns + j];
            lu[row * columns + j] = lu[other * columns + j];
            lu[other * columns + j] = kept;
        }
        double kept = permutation[row];
        permutation[row] = permutation[other];
        permutation[other] = kept;
    }

    /** Subtracts multiples of row {@code k} from those below; a column without pivot has nothing to be eliminated. */
    private void eliminate(int k) {
        double pivot = lu[k * columns + k];
        for (int i = k + 1; i < permutation.length && pivot != 0; i++) {
            double factor = lu[i * columns + k] / pivot;
            lu[i * columns + k] = factor;
            for (int j = k + 1; j < columns; j++) {
                lu[i * columns + j] -= factor * lu[k * columns + j];
            }
        }
    }

    /** {@return both factors in one matrix} */
    double[] lu() {
        return lu;
    }

    /** {@return for each step the row with which it exchanged its own} */
    double[] pivots() {
        return pivots;
    }

    /** {@return where each row came from} */
    double[] permutation() {
        return permutation;
    }

    /** {@return what the factors of a square matrix say about its determinant} */
    Determinant determinant() {
        var diagonal = new double[pivots.length];
        boolean negated = false;
        for (int k = 0; k < diagonal.length; k++) {
            diagonal[k] = lu[k * columns + k];
            negated ^= pivots[k] != k;
        }
        return new Determinant(diagonal, negated);
    }

    /** {@return the rows of a matrix in the order of a permutation} */
    static double[] gatherRows(double[] matrix, double[] permutation, int columns) {
        var result = new double[matrix.length];
        for (int i = 0; i < permutation.length; i++) {
            System.arraycopy(matrix, ((int) permutation[i]) * columns, result, i * columns, columns);
        }
        return result;
    }

    /** {@return the matrix whose rows in the order of a permutation are those} */
    static double[] scatterRows(double[] matrix, double[] permutation, int columns) {
        var result = new double[matrix.length];
        for (int i = 0; i < permutation.length; i++) {
            System.arraycopy(matrix, i * columns, result, ((int) permutation[i]) * columns, columns);
        }
        return result;
    }
}
