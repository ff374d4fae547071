package dev.haiku.internal.nd4j;

import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.LinearAlgebra;
import dev.haiku.ir.LinearAlgebra.Cholesky;
import dev.haiku.ir.LinearAlgebra.Det;
import dev.haiku.ir.LinearAlgebra.Eigh;
import dev.haiku.ir.LinearAlgebra.Lu;
import dev.haiku.ir.LinearAlgebra.Pinv;
import dev.haiku.ir.LinearAlgebra.Qr;
import dev.haiku.ir.LinearAlgebra.Slogdet;
import dev.haiku.ir.LinearAlgebra.Solve;
import dev.haiku.ir.LinearAlgebra.Svd;
import dev.haiku.ir.LinearAlgebra.TriangularSolve;
import java.util.List;
import java.util.Optional;

/**
 * Kernels of linear algebra by LAPACK, one matrix of the batch after the other; OpenBLAS beside ND4J is far faster than
 * ND4J's own.
 */
final class Factorisations {

    private Factorisations() {}

    static Optional<Kernel> prepare(LinearAlgebra op, List<Slot> inputs, List<Slot> outputs) {
        var matrices = Matrices.of(inputs.get(0).type());
        if (op instanceof Cholesky) {
            return Optional.of(() -> cholesky(matrices, inputs.get(0), outputs.get(0)));
        }
        if (op instanceof Qr) {
            return Optional.of(() -> qr(matrices, inputs.get(0), outputs));
        }
        if (op instanceof Lu) {
            return Optional.of(() -> Elimination.lu(matrices, inputs.get(0), outputs));
        }
        if (op instanceof Det || op instanceof Slogdet) {
            return Optional.of(() -> Elimination.determinants(matrices, op instanceof Det, inputs.get(0), outputs));
        }
        if (op instanceof Solve solve) {
            return Optional.of(
                    solve.transposed()
                            ? () -> Elimination.solveTransposed(matrices, inputs, outputs.get(0))
                            : () -> Elimination.solve(matrices, inputs, outputs.get(0)));
        }
        if (op instanceof TriangularSolve solve) {
            return Optional.of(() -> Elimination.triangularSolve(matrices, solve, inputs, outputs.get(0)));
        }
        if (op instanceof Svd svd) {
            return Optional.of(() -> Spectra.svd(matrices, svd, inputs.get(0), outputs));
        }
        if (op instanceof Eigh eigh) {
            return Optional.of(() -> Spectra.eigh(matrices, eigh, inputs.get(0), outputs));
        }
        if (op instanceof Pinv pinv) {
            return Optional.of(() -> Spectra.pinv(matrices, pinv, inputs.get(0), outputs.get(0)));
        }
        return Optional.empty();
    }

    private static void cholesky(Matrices matrices, Slot a, Slot result) {
        int n = matrices.columns();
        for (int i = 0; i < matrices.count(); i++) {
            var factor = matrices.place(result, i);
            matrices.copy(matrices.place(a, i), factor, n * n);
            boolean failed = matrices.lapack().potrf(factor, n) != 0;
            for (int row = 0; row < n; row++) {
                matrices.fill(factor.plus(row * n + row + 1), n - row - 1, 0);
                if (failed) {
                    matrices.fill(factor.plus(row * n), row + 1, Double.NaN);
                }
            }
        }
    }

    private static void qr(Matrices matrices, Slot a, List<Slot> results) {
        int size = matrices.rows() * matrices.columns();
        var factors = matrices.allocate(size);
        var tau = matrices.allocate(Math.min(matrices.rows(), matrices.columns()));
        try {
            for (int i = 0; i < matrices.count(); i++) {
                matrices.copy(matrices.place(a, i), Place.of(factors), size);
                if (!factorised(matrices, Place.of(factors), Place.of(tau), results, i)) {
                    matrices.fillWithNan(results, i);
                }
            }
        } finally {
            factors.release();
            tau.release();
        }
    }

    /** Writes Q, made from the reflections below the diagonal, and R, of which what is below the diagonal is 0. */
    private static boolean factorised(Matrices matrices, Place factors, Place tau, List<Slot> results, int index) {
        int m = matrices.rows();
        int n = matrices.columns();
        int k = results.get(0).type().shape().last();
        int reflections = Math.min(m, n);
        var q = matrices.place(results.get(0), index);
        var r = matrices.place(results.get(1), index);
        if (matrices.lapack().geqrf(factors, m, n, tau) != 0) {
            return false;
        }
        for (int i = 0; i < m; i++) {
            matrices.copy(factors.plus(i * n), q.plus(i * k), reflections);
            matrices.fill(q.plus(i * k + reflections), k - reflections, 0);
        }
        matrices.copy(factors, r, k * n);
        for (int i = 0; i < k; i++) {
            matrices.fill(r.plus(i * n), Math.min(i, n), 0);
        }
        return matrices.lapack().orgqr(q, m, k, reflections, tau) == 0;
    }
}
