package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.ir.LinearAlgebra;
import dev.haiku.ir.LinearAlgebra.Side;
import java.util.ArrayList;
import java.util.List;

/** Linear algebra by textbook formulas, for results that are unique; see {@link Factors} for others. */
final class NaiveLinearAlgebra {

    private NaiveLinearAlgebra() {}

    static List<HostArray> run(LinearAlgebra op, List<HostArray> inputs) {
        var type = KernelRun.type(inputs.get(0));
        var resultTypes = op.outputTypes(inputs.stream().map(KernelRun::type).toList());
        int matrices = (int) type.shape().subShape(0, type.shape().rank() - 2).size();
        List<List<Double>> results = new ArrayList<>();
        resultTypes.forEach(result -> results.add(new ArrayList<>()));
        for (int i = 0; i < matrices; i++) {
            int index = i;
            var operands =
                    inputs.stream().map(input -> matrix(input, index, matrices)).toList();
            var alone = onMatrix(op, operands);
            for (int k = 0; k < alone.length; k++) {
                for (var row : alone[k]) {
                    for (double value : row) {
                        results.get(k).add(value);
                    }
                }
            }
        }
        List<HostArray> arrays = new ArrayList<>();
        for (int k = 0; k < resultTypes.size(); k++) {
            var values = results.get(k);
            arrays.add(HostArray.fromDoubles(
                    resultTypes.get(k).dtype(), resultTypes.get(k).shape(), values::get));
        }
        return arrays;
    }

    /** One matrix of the batch; a vector is a matrix of one row. */
    static double[][] matrix(HostArray x, int index, int matrices) {
        int columns = x.shape().last();
        int size = x.size() / matrices;
        int rows = x.dtype() == DType.I32 ? 1 : x.shape().dim(-2);
        var matrix = new double[rows][columns];
        for (int i = 0; i < size; i++) {
            matrix[i / columns][i % columns] = x.getDouble(index * size + i);
        }
        return matrix;
    }

    private static double[][][] onMatrix(LinearAlgebra op, List<double[][]> operands) {
        var a = operands.get(0);
        if (op instanceof LinearAlgebra.Cholesky) {
            return new double[][][] {cholesky(a)};
        }
        if (op instanceof LinearAlgebra.Det) {
            return new double[][][] {{{det(a)}}};
        }
        if (op instanceof LinearAlgebra.Slogdet) {
            double det = det(a);
            return new double[][][] {{{Math.signum(det)}}, {{Math.log(Math.abs(det))}}};
        }
        if (op instanceof LinearAlgebra.Solve solve) {
            var matrix = product(operands.get(1), operands.get(2)[0]);
            return new double[][][] {solution(solve.transposed() ? transposed(matrix) : matrix, operands.get(3))};
        }
        var solve = (LinearAlgebra.TriangularSolve) op;
        var triangle = triangle(solve, a);
        var matrix = solve.transposed() ? transposed(triangle) : triangle;
        var x = solve.side() == Side.LEFT
                ? solution(matrix, operands.get(1))
                : transposed(solution(transposed(matrix), transposed(operands.get(1))));
        return new double[][][] {x};
    }

    /** Column by column: {@code L[i, j] = (A[i, j] - sum of L[i, k] L[j, k]) / L[j, j]}. */
    private static double[][] cholesky(double[][] a) {
        int n = a.length;
        var l = new double[n][n];
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double rest = a[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
            }
        }
        return l;
    }

    /** Laplace's expansion along the first row. */
    private static double det(double[][] a) {
        if (a.length == 0) {
            return 1;
        }
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            var minor = new double[a.length - 1][a.length - 1];
            for (int row = 1; row < a.length; row++) {
                for (int column = 0; column < a.length; column++) {
                    if (column != j) {
                        minor[row - 1][column < j ? column : column - 1] = a[row][column];
                    }
                }
            }
            sum += (j % 2 == 0 ? 1 : -1) * a[0][j] * det(minor);
        }
        return sum;
    }

    /** The matrix whose rows in the order of a permutation are those of L U. */
    private static double[][] product(double[][] lu, double[] permutation) {
        int n = lu.length;
        var product = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k <= Math.min(i, j); k++) {
                    product[(int) permutation[i]][j] += (k == i ? 1 : lu[i][k]) * lu[k][j];
                }
            }
        }
        return product;
    }

    private static double[][] triangle(LinearAlgebra.TriangularSolve op, double[][] a) {
        var triangle = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                boolean used = op.lower() ? j <= i : j >= i;
                triangle[i][j] = i == j && op.unitDiagonal() ? 1 : used ? a[i][j] : 0;
            }
        }
        return triangle;
    }

    static double[][] transposed(double[][] a) {
        var transposed = new double[a.length == 0 ? 0 : a[0].length][a.length];
        for (int i = 0; i < transposed.length; i++) {
            for (int j = 0; j < a.length; j++) {
                transposed[i][j] = a[j][i];
            }
        }
        return transposed;
    }

    /** Gauss-Jordan elimination, with the largest pivot of each column. */
    private static double[][] solution(double[][] a, double[][] b) {
        int n = a.length;
        var rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = new double[n + b[i].length];
            System.arraycopy(a[i], 0, rows[i], 0, n);
            System.arraycopy(b[i], 0, rows[i], n, b[i].length);
        }
        for (int k = 0; k < n; k++) {
            takePivot(rows, k);
            for (int i = 0; i < n; i++) {
                double factor = i == k ? 0 : rows[i][k];
                for (int j = 0; j < rows[i].length; j++) {
                    rows[i][j] -= factor * rows[k][j];
                }
            }
        }
        var x = new double[n][];
        for (int i = 0; i < n; i++) {
            x[i] = new double[b[i].length];
            System.arraycopy(rows[i], n, x[i], 0, x[i].length);
        }
        return x;
    }

    private static void takePivot(double[][] rows, int k) {
        int pivot = k;
        for (int i = k; i < rows.length; i++) {
            pivot = Math.abs(rows[i][k]) > Math.abs(rows[pivot][k]) ? i : pivot;
        }
        var kept = rows[k];
        rows[k] = rows[pivot];
        rows[pivot] = kept;
        double scale = rows[k][k];
        for (int j = 0; j < rows[k].length; j++) {
            rows[k][j] /= scale;
        }
    }

    /** {@return the product of matrices, of which the inner size is given since both may be empty} */
    static double[][] product(double[][] a, double[][] b, int inner) {
        int columns = b.length == 0 ? 0 : b[0].length;
        var product = new double[a.length][columns];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < columns; j++) {
                for (int k = 0; k < inner; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }
}
