package dev.haiku.internal.nd4j;

import static org.bytedeco.openblas.global.openblas.CblasLower;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.CblasUnit;
import static org.bytedeco.openblas.global.openblas.CblasUpper;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Buffer;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import dev.haiku.ir.LinearAlgebra;
import dev.haiku.ir.LinearAlgebra.Cholesky;
import dev.haiku.ir.LinearAlgebra.Qr;
import dev.haiku.ir.LinearAlgebra.TriangularSolve;
import java.util.List;

/**
 * Kernels of linear algebra by LAPACK, one matrix of the batch after the other; OpenBLAS beside ND4J is far faster than
 * ND4J's own.
 */
final class Factorisations {

    private Factorisations() {}

    static Kernel prepare(LinearAlgebra op, List<Slot> inputs, List<Slot> outputs) {
        var lapack = inputs.get(0).type().dtype() == DType.F32 ? Lapack.SINGLE : Lapack.DOUBLE;
        if (op instanceof Cholesky) {
            return () -> cholesky(lapack, inputs.get(0), outputs.get(0));
        }
        if (op instanceof Qr) {
            return () -> qr(lapack, inputs.get(0), outputs.get(0), outputs.get(1));
        }
        var solve = (TriangularSolve) op;
        return () -> triangularSolve(lapack, solve, inputs.get(0), inputs.get(1), outputs.get(0));
    }

    private static void cholesky(Lapack lapack, Slot a, Slot result) {
        int n = a.type().shape().last();
        var buffer = result.buffer();
        copy(a, buffer);
        for (int start = 0; start < a.size(); start += n * n) {
            boolean failed = lapack.potrf(buffer, start, n) != 0;
            for (int i = 0; i < n; i++) {
                fill(lapack, buffer, start + i * n + i + 1, start + i * n + n, 0);
                if (failed) {
                    fill(lapack, buffer, start + i * n, start + i * n + i + 1, Double.NaN);
                }
            }
        }
    }

    private static void qr(Lapack lapack, Slot a, Slot q, Slot r) {
        int m = a.type().shape().dim(-2);
        int n = a.type().shape().dim(-1);
        var factors = Storage.allocate(a.type());
        var tau = Storage.allocate((long) Math.min(m, n) * a.type().dtype().bytes());
        try {
            copy(a, factors.buffer());
            for (int i = 0; i < a.size() / (m * n); i++) {
                qr(lapack, m, n, i, factors.buffer(), tau.buffer(), q, r);
            }
        } finally {
            factors.release();
            tau.release();
        }
    }

    private static void qr(Lapack lapack, int m, int n, int batch, Buffer factors, Buffer tau, Slot q, Slot r) {
        int k = Math.min(m, n);
        int start = batch * m * n;
        int bytes = q.type().dtype().bytes();
        boolean failed = lapack.geqrf(factors, start, m, n, tau) != 0;
        for (int i = 0; i < m; i++) {
            copy(factors, start + i * n, q.buffer(), (batch * m + i) * k, k, bytes);
        }
        copy(factors, start, r.buffer(), batch * k * n, k * n, bytes);
        for (int i = 0; i < k; i++) {
            fill(lapack, r.buffer(), (batch * k + i) * n, (batch * k + i) * n + i, 0);
        }
        if (failed || lapack.orgqr(q.buffer(), batch * m * k, m, k, tau) != 0) {
            fill(lapack, q.buffer(), batch * m * k, (batch + 1) * m * k, Double.NaN);
            fill(lapack, r.buffer(), batch * k * n, (batch + 1) * k * n, Double.NaN);
        }
    }

    private static void triangularSolve(Lapack lapack, TriangularSolve op, Slot a, Slot b, Slot result) {
        int n = b.type().shape().dim(-2);
        int m = b.type().shape().dim(-1);
        copy(b, result.buffer());
        for (int i = 0; i < b.size() / (n * m); i++) {
            lapack.trsm(
                    op.lower() ? CblasLower : CblasUpper,
                    op.transposed() ? CblasTrans : CblasNoTrans,
                    op.unitDiagonal() ? CblasUnit : CblasNonUnit,
                    n,
                    m,
                    a.buffer(),
                    i * n * n,
                    result.buffer(),
                    i * n * m);
        }
    }

    private static void copy(Slot from, Buffer to) {
        copy(from.buffer(), 0, to, 0, from.size(), from.type().dtype().bytes());
    }

    private static void copy(Buffer from, int fromIndex, Buffer to, int toIndex, int count, int bytes) {
        to.bytes().put(toIndex * bytes, from.bytes(), fromIndex * bytes, count * bytes);
    }

    private static void fill(Lapack lapack, Buffer buffer, int from, int to, double value) {
        for (int i = from; i < to; i++) {
            lapack.put(buffer, i, value);
        }
    }
}
