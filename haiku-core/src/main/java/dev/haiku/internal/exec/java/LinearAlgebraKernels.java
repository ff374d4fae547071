package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.LinearAlgebra;
import dev.haiku.ir.LinearAlgebra.Side;
import dev.haiku.ir.LinearAlgebra.Vectors;
import java.util.Arrays;
import java.util.List;

/** Factorisations and solves of each matrix of a batch, in double. */
final class LinearAlgebraKernels {

    /** Computes the results for one matrix of the batch, all row-major; may write into the operands. */
    @FunctionalInterface
    private interface OnMatrix {
        double[][] apply(double[][] operands);
    }

    private LinearAlgebraKernels() {}

    static void addTo(KernelTable table) {
        table.on(LinearAlgebra.Cholesky.class, (op, slots) -> cholesky(slots));
        table.on(LinearAlgebra.Qr.class, LinearAlgebraKernels::qr);
        table.on(LinearAlgebra.Lu.class, (op, slots) -> lu(slots));
        table.on(LinearAlgebra.Svd.class, LinearAlgebraKernels::svd);
        table.on(LinearAlgebra.Eigh.class, LinearAlgebraKernels::eigh);
        table.on(LinearAlgebra.Det.class, (op, slots) -> det(slots));
        table.on(LinearAlgebra.Slogdet.class, (op, slots) -> slogdet(slots));
        table.on(LinearAlgebra.Pinv.class, LinearAlgebraKernels::pinv);
        table.on(LinearAlgebra.Solve.class, LinearAlgebraKernels::solve);
        table.on(LinearAlgebra.TriangularSolve.class, LinearAlgebraKernels::triangularSolve);
    }

    private static Kernel onEach(Slots slots, OnMatrix function) {
        var shape = slots.shape(0);
        int matrices = (int) shape.subShape(0, shape.rank() - 2).size();
        return () -> {
            for (int i = 0; i < matrices; i++) {
                var operands = new double[slots.inputs().size()][];
                for (int k = 0; k < operands.length; k++) {
                    operands[k] = load(slots.in(k), i, matrices);
                }
                store(function.apply(operands), slots.outputs(), i);
            }
        };
    }

    private static double[] load(Slot slot, int index, int matrices) {
        var values = new double[slot.size() / matrices];
        Blocks.load(slot, index * values.length, values, values.length);
        return values;
    }

    private static void store(double[][] results, List<Slot> slots, int index) {
        for (int k = 0; k < results.length; k++) {
            Blocks.store(results[k], slots.get(k), index * results[k].length, results[k].length);
        }
    }

    private static double[][] nan(double[]... results) {
        for (var result : results) {
            Arrays.fill(result, Double.NaN);
        }
        return results;
    }

    private static boolean isFinite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static Kernel cholesky(Slots slots) {
        int n = slots.shape(0).last();
        return onEach(slots, in -> {
            factorise(in[0], n);
            return in;
        });
    }

    /** Replaces the lower triangle by its factor, or by NaN if the matrix is not positive definite, and clears the upper one. */
    private static void factorise(double[] a, int n) {
        boolean isPositive = true;
        for (int row = 0; row < n; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = a[row * n + column];
                for (int k = 0; k < column; k++) {
                    sum -= a[row * n + k] * a[column * n + k];
                }
                isPositive &= row != column || sum > 0;
                a[row * n + column] = row == column ? Math.sqrt(sum) : sum / a[column * n + column];
            }
        }
        for (int row = 0; row < n; row++) {
            Arrays.fill(a, row * n + row + 1, row * n + n, 0);
            if (!isPositive) {
                Arrays.fill(a, row * n, row * n + row + 1, Double.NaN);
            }
        }
    }

    private static Kernel qr(LinearAlgebra.Qr op, Slots slots) {
        int rows = slots.shape(0).dim(-2);
        int columns = slots.shape(0).last();
        int k = op.full() ? rows : Math.min(rows, columns);
        return onEach(slots, in -> {
            var factors = new Householder(in[0], rows, columns);
            return new double[][] {factors.q(k), factors.r(k)};
        });
    }

    private static Kernel lu(Slots slots) {
        int rows = slots.shape(0).dim(-2);
        int columns = slots.shape(0).last();
        return onEach(slots, in -> {
            var factors = new LuFactors(in[0], rows, columns);
            return new double[][] {factors.lu(), factors.pivots(), factors.permutation()};
        });
    }

    private static Kernel svd(LinearAlgebra.Svd op, Slots slots) {
        int rows = slots.shape(0).dim(-2);
        int columns = slots.shape(0).last();
        int k = Math.min(rows, columns);
        boolean full = op.vectors() == Vectors.FULL;
        int left = full ? rows : k;
        int right = full ? columns : k;
        return onEach(slots, in -> {
            if (!isFinite(in[0])) {
                return op.vectors() == Vectors.NONE
                        ? nan(new double[k])
                        : nan(new double[rows * left], new double[k], new double[right * columns]);
            }
            var svd = new JacobiSvd(in[0], rows, columns);
            return op.vectors() == Vectors.NONE
                    ? new double[][] {svd.values()}
                    : new double[][] {svd.left(left), svd.values(), svd.right(right)};
        });
    }

    private static Kernel eigh(LinearAlgebra.Eigh op, Slots slots) {
        int n = slots.shape(0).last();
        return onEach(slots, in -> {
            var rows = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    rows[i][j] = in[0][i * n + j];
                    rows[j][i] = rows[i][j];
                }
            }
            if (!Arrays.stream(rows).allMatch(LinearAlgebraKernels::isFinite)) {
                return op.vectors() ? nan(new double[n], new double[n * n]) : nan(new double[n]);
            }
            var eigen = new JacobiEigen(rows);
            return op.vectors() ? new double[][] {eigen.values(), eigen.vectors()} : new double[][] {eigen.values()};
        });
    }

    private static Kernel det(Slots slots) {
        int n = slots.shape(0).last();
        return onEach(slots, in ->
                new double[][] {{new LuFactors(in[0], n, n).determinant().value()}});
    }

    private static Kernel slogdet(Slots slots) {
        int n = slots.shape(0).last();
        return onEach(slots, in -> {
            var determinant = new LuFactors(in[0], n, n).determinant();
            return new double[][] {{determinant.sign()}, {determinant.logOfAbs()}};
        });
    }

    private static Kernel pinv(LinearAlgebra.Pinv op, Slots slots) {
        int rows = slots.shape(0).dim(-2);
        int columns = slots.shape(0).last();
        return onEach(
                slots,
                in -> isFinite(in[0])
                        ? new double[][] {new JacobiSvd(in[0], rows, columns).pseudoInverse(op.tolerance())}
                        : nan(in[0]));
    }

    private static Kernel solve(LinearAlgebra.Solve op, Slots slots) {
        int n = slots.shape(0).last();
        int columns = slots.shape(3).last();
        var lower = new LinearAlgebra.TriangularSolve(true, op.transposed(), true);
        var upper = new LinearAlgebra.TriangularSolve(false, op.transposed(), false);
        return onEach(slots, in -> {
            var factors = in[1];
            if (op.transposed()) {
                solve(upper, factors, in[3], n, columns);
                solve(lower, factors, in[3], n, columns);
                return new double[][] {LuFactors.scatterRows(in[3], in[2], columns)};
            }
            var b = LuFactors.gatherRows(in[3], in[2], columns);
            solve(lower, factors, b, n, columns);
            solve(upper, factors, b, n, columns);
            return new double[][] {b};
        });
    }

    private static Kernel triangularSolve(LinearAlgebra.TriangularSolve op, Slots slots) {
        int n = slots.shape(0).last();
        int columns =
                op.side() == Side.LEFT ? slots.shape(1).last() : slots.shape(1).dim(-2);
        return onEach(slots, in -> {
            solve(op, in[0], in[1], n, columns);
            return new double[][] {in[1]};
        });
    }

    /**
     * Replaces {@code b} by the solution; substitutes forwards if the matrix, transposed as asked, is lower triangular. With the
     * matrix on the right, both it and {@code b} are read as if transposed.
     */
    private static void solve(LinearAlgebra.TriangularSolve op, double[] a, double[] b, int n, int columns) {
        boolean left = op.side() == Side.LEFT;
        boolean transposed = op.transposed() == left;
        int aRow = transposed ? 1 : n;
        int aColumn = transposed ? n : 1;
        int bRow = left ? columns : 1;
        int bColumn = left ? 1 : n;
        boolean forwards = op.lower() != transposed;
        for (int step = 0; step < n; step++) {
            int row = forwards ? step : n - 1 - step;
            for (int known = forwards ? 0 : row + 1; known < (forwards ? row : n); known++) {
                double factor = a[row * aRow + known * aColumn];
                for (int j = 0; j < columns; j++) {
                    b[row * bRow + j * bColumn] -= factor * b[known * bRow + j * bColumn];
                }
            }
            for (int j = 0; j < columns && !op.unitDiagonal(); j++) {
                b[row * bRow + j * bColumn] /= a[row * n + row];
            }
        }
    }
}
