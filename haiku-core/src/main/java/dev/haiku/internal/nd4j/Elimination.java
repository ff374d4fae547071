package dev.haiku.internal.nd4j;

import static org.bytedeco.openblas.global.openblas.CblasLeft;
import static org.bytedeco.openblas.global.openblas.CblasLower;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas.CblasRight;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.CblasUnit;
import static org.bytedeco.openblas.global.openblas.CblasUpper;

import dev.haiku.internal.exec.Determinant;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import dev.haiku.internal.nd4j.Lapack.Flags;
import dev.haiku.ir.LinearAlgebra.Side;
import dev.haiku.ir.LinearAlgebra.TriangularSolve;
import java.util.List;

/** Gaussian elimination, what is made of its factors, and triangular systems. */
final class Elimination {

    private Elimination() {}

    static void lu(Matrices matrices, Slot a, List<Slot> results) {
        int m = matrices.rows();
        int n = matrices.columns();
        for (int i = 0; i < matrices.count(); i++) {
            var lu = matrices.place(results.get(0), i);
            var pivots = matrices.place(results.get(1), i);
            matrices.copy(matrices.place(a, i), lu, m * n);
            matrices.lapack().getrf(lu, m, n, pivots);
            countFromZero(pivots, Math.min(m, n), matrices.place(results.get(2), i), m);
        }
    }

    /** Makes the first row 0, and writes where the exchanges bring each row. */
    private static void countFromZero(Place pivots, int steps, Place permutation, int rows) {
        var others = pivots.buffer().ints();
        var order = permutation.buffer().ints();
        int first = permutation.start();
        for (int row = 0; row < rows; row++) {
            order.put(first + row, row);
        }
        for (int step = 0; step < steps; step++) {
            int other = others.get(pivots.start() + step) - 1;
            others.put(pivots.start() + step, other);
            int kept = order.get(first + step);
            order.put(first + step, order.get(first + other));
            order.put(first + other, kept);
        }
    }

    /** Determinants, or their signs and logarithms. */
    static void determinants(Matrices matrices, boolean plain, Slot a, List<Slot> results) {
        int n = matrices.columns();
        var lu = matrices.allocate(n * n);
        var pivots = Storage.allocate((long) n * Integer.BYTES);
        try {
            for (int i = 0; i < matrices.count(); i++) {
                matrices.copy(matrices.place(a, i), Place.of(lu), n * n);
                matrices.lapack().getrf(Place.of(lu), n, n, Place.of(pivots));
                var determinant = determinant(matrices, Place.of(lu), Place.of(pivots));
                var first = matrices.place(results.get(0), i);
                matrices.put(first, 0, plain ? determinant.value() : determinant.sign());
                if (!plain) {
                    matrices.put(matrices.place(results.get(1), i), 0, determinant.logOfAbs());
                }
            }
        } finally {
            lu.release();
            pivots.release();
        }
    }

    private static Determinant determinant(Matrices matrices, Place lu, Place pivots) {
        int n = matrices.columns();
        var diagonal = new double[n];
        boolean negated = false;
        for (int k = 0; k < n; k++) {
            diagonal[k] = matrices.get(lu, k * n + k);
            negated ^= pivots.buffer().ints().get(k) != k + 1;
        }
        return new Determinant(diagonal, negated);
    }

    /** {@code A X = B}: the rows of B in the order of the factors, then both factors in turn. */
    static void solve(Matrices matrices, List<Slot> operands, Slot result) {
        int n = matrices.columns();
        int m = result.type().shape().last();
        var lower = new Flags(CblasLeft, CblasLower, CblasNoTrans, CblasUnit);
        var upper = new Flags(CblasLeft, CblasUpper, CblasNoTrans, CblasNonUnit);
        for (int i = 0; i < matrices.count(); i++) {
            var lu = matrices.place(operands.get(1), i);
            var order = matrices.place(operands.get(2), i);
            var b = matrices.place(operands.get(3), i);
            var x = matrices.place(result, i);
            for (int row = 0; row < n; row++) {
                matrices.copy(b.plus(row(order, row) * m), x.plus(row * m), m);
            }
            matrices.lapack().trsm(lower, n, m, lu, x);
            matrices.lapack().trsm(upper, n, m, lu, x);
        }
    }

    /** {@code Aᵀ X = B}: both factors the other way round, and rows put back in place. */
    static void solveTransposed(Matrices matrices, List<Slot> operands, Slot result) {
        int n = matrices.columns();
        int m = result.type().shape().last();
        var lower = new Flags(CblasLeft, CblasLower, CblasTrans, CblasUnit);
        var upper = new Flags(CblasLeft, CblasUpper, CblasTrans, CblasNonUnit);
        var working = matrices.allocate(n * m);
        try {
            var rows = Place.of(working);
            for (int i = 0; i < matrices.count(); i++) {
                var lu = matrices.place(operands.get(1), i);
                var order = matrices.place(operands.get(2), i);
                var x = matrices.place(result, i);
                matrices.copy(matrices.place(operands.get(3), i), rows, n * m);
                matrices.lapack().trsm(upper, n, m, lu, rows);
                matrices.lapack().trsm(lower, n, m, lu, rows);
                for (int row = 0; row < n; row++) {
                    matrices.copy(rows.plus(row * m), x.plus(row(order, row) * m), m);
                }
            }
        } finally {
            working.release();
        }
    }

    private static int row(Place order, int index) {
        return order.buffer().ints().get(order.start() + index);
    }

    static void triangularSolve(Matrices matrices, TriangularSolve op, List<Slot> operands, Slot result) {
        int rows = result.type().shape().dim(-2);
        int columns = result.type().shape().last();
        var flags = new Flags(
                op.side() == Side.LEFT ? CblasLeft : CblasRight,
                op.lower() ? CblasLower : CblasUpper,
                op.transposed() ? CblasTrans : CblasNoTrans,
                op.unitDiagonal() ? CblasUnit : CblasNonUnit);
        for (int i = 0; i < matrices.count(); i++) {
            var x = matrices.place(result, i);
            matrices.copy(matrices.place(operands.get(1), i), x, rows * columns);
            matrices.lapack().trsm(flags, rows, columns, matrices.place(operands.get(0), i), x);
        }
    }
}
