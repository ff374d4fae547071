package dev.haiku.internal.exec.java;

import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.LinearAlgebra;
import java.util.List;
import java.util.stream.IntStream;

/** Products by summing over all index pairs, and linear algebra by textbook formulas. */
final class NaiveAlgebra {

    private NaiveAlgebra() {}

    /** One operand: its axes, and the axis of the result at which its free ones start. */
    private record Side(HostArray x, List<Integer> batch, List<Integer> free, List<Integer> contract, int firstFree) {

        /** The element for an element of the result and one of the summed positions. */
        int index(int[] out, int[] summed) {
            var at = new int[x.shape().rank()];
            for (int i = 0; i < batch.size(); i++) {
                at[batch.get(i)] = out[i];
            }
            for (int i = 0; i < free.size(); i++) {
                at[free.get(i)] = out[firstFree + i];
            }
            for (int i = 0; i < contract.size(); i++) {
                at[contract.get(i)] = summed[i];
            }
            return Naive.ravel(x.shape(), at);
        }
    }

    static HostArray dot(DotGeneral op, HostArray x, HostArray y) {
        var shape = op.outputTypes(List.of(KernelRunner.type(x), KernelRunner.type(y)))
                .get(0)
                .shape();
        var lhsFree = op.lhsFree(x.shape().rank());
        int batch = op.lhsBatch().size();
        var left = new Side(x, op.lhsBatch(), lhsFree, op.lhsContract(), batch);
        var right = new Side(y, op.rhsBatch(), op.rhsFree(y.shape().rank()), op.rhsContract(), batch + lhsFree.size());
        var contracted = Shape.of(op.lhsContract().stream().map(x.shape()::dim).toList());
        if (x.dtype().isFloating()) {
            return HostArray.fromDoubles(x.dtype(), shape, i -> {
                var out = Naive.unravel(shape, i);
                double sum = 0;
                for (int k = 0; k < contracted.size(); k++) {
                    var summed = Naive.unravel(contracted, k);
                    sum += x.getDouble(left.index(out, summed)) * y.getDouble(right.index(out, summed));
                }
                return sum;
            });
        }
        return HostArray.fromLongs(x.dtype(), shape, i -> {
            var out = Naive.unravel(shape, i);
            long sum = 0;
            for (int k = 0; k < contracted.size(); k++) {
                var summed = Naive.unravel(contracted, k);
                sum += x.getLong(left.index(out, summed)) * y.getLong(right.index(out, summed));
            }
            return sum;
        });
    }

    static List<HostArray> run(LinearAlgebra op, List<HostArray> inputs) {
        if (op instanceof LinearAlgebra.Cholesky) {
            return List.of(cholesky(inputs.get(0)));
        }
        return List.of(solve((LinearAlgebra.TriangularSolve) op, inputs.get(0), inputs.get(1)));
    }

    private static double[] matrix(HostArray x, int number, int size) {
        return IntStream.range(0, size)
                .mapToDouble(i -> x.getDouble(number * size + i))
                .toArray();
    }

    /** Column by column: {@code L[i, j] = (A[i, j] - sum of L[i, k] L[j, k]) / L[j, j]}. */
    private static HostArray cholesky(HostArray x) {
        int n = x.shape().last();
        var result = new double[x.size()];
        for (int m = 0; m * n * n < x.size(); m++) {
            var a = matrix(x, m, n * n);
            var l = new double[n][n];
            for (int j = 0; j < n; j++) {
                for (int i = j; i < n; i++) {
                    double rest = a[i * n + j];
                    for (int k = 0; k < j; k++) {
                        rest -= l[i][k] * l[j][k];
                    }
                    l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
                    result[m * n * n + i * n + j] = l[i][j];
                }
            }
        }
        return HostArray.fromDoubles(x.dtype(), x.shape(), i -> result[i]);
    }

    /** Gauss-Jordan elimination of the triangle as a full matrix. */
    private static HostArray solve(LinearAlgebra.TriangularSolve op, HostArray x, HostArray y) {
        int n = x.shape().last();
        int columns = y.shape().last();
        var result = new double[y.size()];
        for (int m = 0; m * n * n < x.size(); m++) {
            var a = matrix(x, m, n * n);
            var b = matrix(y, m, n * columns);
            var full = new double[n][n + columns];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    boolean used = op.lower() ? j <= i : j >= i;
                    double value = i == j && op.unitDiagonal() ? 1 : used ? a[i * n + j] : 0;
                    full[op.transposed() ? j : i][op.transposed() ? i : j] = value;
                }
            }
            for (int i = 0; i < n * columns; i++) {
                full[i / columns][n + i % columns] = b[i];
            }
            eliminate(full, n);
            for (int i = 0; i < n * columns; i++) {
                result[m * n * columns + i] = full[i / columns][n + i % columns];
            }
        }
        return HostArray.fromDoubles(y.dtype(), y.shape(), i -> result[i]);
    }

    private static void eliminate(double[][] rows, int n) {
        for (int pivot = 0; pivot < n; pivot++) {
            double scale = rows[pivot][pivot];
            for (int j = 0; j < rows[pivot].length; j++) {
                rows[pivot][j] /= scale;
            }
            for (int i = 0; i < n; i++) {
                double factor = rows[i][pivot];
                for (int j = 0; i != pivot && j < rows[i].length; j++) {
                    rows[i][j] -= factor * rows[pivot][j];
                }
            }
        }
    }
}
