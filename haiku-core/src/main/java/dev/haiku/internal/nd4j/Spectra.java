package dev.haiku.internal.nd4j;

import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.LinearAlgebra.Eigh;
import dev.haiku.ir.LinearAlgebra.Pinv;
import dev.haiku.ir.LinearAlgebra.Svd;
import dev.haiku.ir.LinearAlgebra.Vectors;
import java.util.List;

/** Singular values, eigenvalues of symmetric matrices, and what is made of them. */
final class Spectra {

    private Spectra() {}

    static void svd(Matrices matrices, Svd op, Slot a, List<Slot> results) {
        int size = matrices.rows() * matrices.columns();
        var copy = matrices.allocate(size);
        try {
            for (int i = 0; i < matrices.count(); i++) {
                matrices.copy(matrices.place(a, i), Place.of(copy), size);
                if (!decomposed(matrices, op, Place.of(copy), results, i)) {
                    matrices.fillWithNan(results, i);
                }
            }
        } finally {
            copy.release();
        }
    }

    private static boolean decomposed(Matrices matrices, Svd op, Place a, List<Slot> results, int index) {
        int m = matrices.rows();
        int n = matrices.columns();
        if (!matrices.isFinite(a, m * n)) {
            return false;
        }
        if (op.vectors() == Vectors.NONE) {
            var s = matrices.place(results.get(0), index);
            return matrices.lapack().gesdd('N', a, m, n, s, s, 1, s) == 0; // it does not touch the vectors
        }
        var u = matrices.place(results.get(0), index);
        var s = matrices.place(results.get(1), index);
        var vt = matrices.place(results.get(2), index);
        int left = results.get(0).type().shape().last();
        return matrices.lapack().gesdd(op.vectors() == Vectors.FULL ? 'A' : 'S', a, m, n, s, u, left, vt) == 0;
    }

    static void eigh(Matrices matrices, Eigh op, Slot a, List<Slot> results) {
        int n = matrices.columns();
        var copy = matrices.allocate(n * n);
        try {
            for (int i = 0; i < matrices.count(); i++) {
                var vectors = op.vectors() ? matrices.place(results.get(1), i) : Place.of(copy);
                matrices.copy(matrices.place(a, i), vectors, n * n);
                var values = matrices.place(results.get(0), i);
                if (!isFiniteTriangle(matrices, vectors)
                        || matrices.lapack().syevd(op.vectors(), vectors, n, values) != 0) {
                    matrices.fillWithNan(results, i);
                }
            }
        } finally {
            copy.release();
        }
    }

    private static boolean isFiniteTriangle(Matrices matrices, Place a) {
        int n = matrices.columns();
        for (int row = 0; row < n; row++) {
            if (!matrices.isFinite(a.plus(row * n), row + 1)) {
                return false;
            }
        }
        return true;
    }

    static void pinv(Matrices matrices, Pinv op, Slot a, Slot result) {
        int m = matrices.rows();
        int n = matrices.columns();
        int k = Math.min(m, n);
        var copy = matrices.allocate(m * n);
        var u = matrices.allocate(m * k);
        var s = matrices.allocate(k);
        var vt = matrices.allocate(k * n);
        try {
            for (int i = 0; i < matrices.count(); i++) {
                matrices.copy(matrices.place(a, i), Place.of(copy), m * n);
                boolean decomposed = matrices.isFinite(Place.of(copy), m * n)
                        && matrices.lapack().gesdd('S', Place.of(copy), m, n, Place.of(s), Place.of(u), k, Place.of(vt))
                                == 0;
                if (!decomposed) {
                    matrices.fillWithNan(List.of(result), i);
                    continue;
                }
                divideRows(matrices, op.tolerance(), Place.of(vt), Place.of(s));
                matrices.lapack().gemmOfTransposes(n, m, k, Place.of(vt), Place.of(u), matrices.place(result, i));
            }
        } finally {
            copy.release();
            u.release();
            s.release();
            vt.release();
        }
    }

    /** Divides each right vector by its singular value; those of values that count as 0 become 0. */
    private static void divideRows(Matrices matrices, double tolerance, Place vt, Place s) {
        int n = matrices.columns();
        for (int row = 0; row < Math.min(matrices.rows(), n); row++) {
            double value = matrices.get(s, row);
            boolean counts = value > tolerance * matrices.get(s, 0);
            for (int i = row * n; i < (row + 1) * n; i++) {
                matrices.put(vt, i, counts ? matrices.get(vt, i) / value : 0);
            }
        }
    }
}
