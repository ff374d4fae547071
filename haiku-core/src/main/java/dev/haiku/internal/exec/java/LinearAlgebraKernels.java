package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Kernel;
import dev.haiku.ir.LinearAlgebra;
import java.util.Arrays;

/** Factorisations and solves of each matrix of a batch, in double. */
final class LinearAlgebraKernels {

    private LinearAlgebraKernels() {}

    static void addTo(KernelTable table) {
        table.on(LinearAlgebra.Cholesky.class, (op, slots) -> cholesky(slots));
        table.on(LinearAlgebra.Qr.class, (op, slots) -> qr(slots));
        table.on(LinearAlgebra.TriangularSolve.class, LinearAlgebraKernels::solve);
    }

    private static int matrices(Slots slots, int operand) {
        var shape = slots.shape(operand);
        return (int) shape.subShape(0, shape.rank() - 2).size();
    }

    private static Kernel cholesky(Slots slots) {
        int n = slots.shape(0).last();
        int matrices = matrices(slots, 0);
        return () -> {
            var matrix = new double[n * n];
            for (int i = 0; i < matrices; i++) {
                Blocks.load(slots.in(0), i * n * n, matrix, n * n);
                factorise(matrix, n);
                Blocks.store(matrix, slots.out(), i * n * n, n * n);
            }
        };
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

    private static Kernel qr(Slots slots) {
        int rows = slots.shape(0).dim(-2);
        int columns = slots.shape(0).dim(-1);
        int rank = Math.min(rows, columns);
        int matrices = matrices(slots, 0);
        return () -> {
            var matrix = new double[rows * columns];
            for (int i = 0; i < matrices; i++) {
                Blocks.load(slots.in(0), i * matrix.length, matrix, matrix.length);
                var factors = new Householder(matrix, rows, columns);
                Blocks.store(factors.q(), slots.outputs().get(0), i * rows * rank, rows * rank);
                Blocks.store(factors.r(), slots.outputs().get(1), i * rank * columns, rank * columns);
            }
        };
    }

    private static Kernel solve(LinearAlgebra.TriangularSolve op, Slots slots) {
        int n = slots.shape(0).last();
        int columns = slots.shape(1).last();
        int matrices = matrices(slots, 0);
        return () -> {
            var a = new double[n * n];
            var b = new double[n * columns];
            for (int i = 0; i < matrices; i++) {
                Blocks.load(slots.in(0), i * a.length, a, a.length);
                Blocks.load(slots.in(1), i * b.length, b, b.length);
                solve(op, a, b, n, columns);
                Blocks.store(b, slots.out(), i * b.length, b.length);
            }
        };
    }

    /** Replaces {@code b} by the solution; substitutes forwards if the matrix, transposed as asked, is lower triangular. */
    private static void solve(LinearAlgebra.TriangularSolve op, double[] a, double[] b, int n, int columns) {
        int rowStride = op.transposed() ? 1 : n;
        int columnStride = op.transposed() ? n : 1;
        boolean forwards = op.lower() != op.transposed();
        for (int step = 0; step < n; step++) {
            int row = forwards ? step : n - 1 - step;
            for (int known = forwards ? 0 : row + 1; known < (forwards ? row : n); known++) {
                double factor = a[row * rowStride + known * columnStride];
                for (int j = 0; j < columns; j++) {
                    b[row * columns + j] -= factor * b[known * columns + j];
                }
            }
            if (!op.unitDiagonal()) {
                for (int j = 0; j < columns; j++) {
                    b[row * columns + j] /= a[row * n + row];
                }
            }
        }
    }
}
