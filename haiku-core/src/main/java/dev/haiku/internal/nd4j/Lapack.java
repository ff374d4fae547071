package dev.haiku.internal.nd4j;

import static org.bytedeco.openblas.global.openblas.CblasLeft;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dgeqrf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dorgqr;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_sgeqrf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_sorgqr;
import static org.bytedeco.openblas.global.openblas.LAPACKE_spotrf;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas.LAPACK_ROW_MAJOR;
import static org.bytedeco.openblas.global.openblas.cblas_dtrsm;
import static org.bytedeco.openblas.global.openblas.cblas_strsm;

import dev.haiku.internal.exec.Buffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The routines of LAPACK and BLAS that factorisations need, for one element type; matrices are row-major and start at
 * an element.
 */
interface Lapack {

    /**
     * Replaces the lower triangle of an {@code n} by {@code n} matrix by its Cholesky factor; returns 0 if there is
     * one.
     */
    int potrf(Buffer a, int start, int n);

    /**
     * Factorises an {@code m} by {@code n} matrix into R, above the diagonal, and reflections; returns 0 if it had no
     * NaN.
     */
    int geqrf(Buffer a, int start, int m, int n, Buffer tau);

    /** Replaces reflections by the {@code m} by {@code k} matrix of orthonormal columns. */
    int orgqr(Buffer q, int start, int m, int k, Buffer tau);

    /** Replaces {@code b}, {@code n} by {@code m}, by the solution for a triangular matrix; flags are those of BLAS. */
    void trsm(int triangle, int transposition, int diagonal, int n, int m, Buffer a, int aStart, Buffer b, int bStart);

    /** Writes an element. */
    void put(Buffer a, int index, double value);

    /** Of {@code f32}. */
    Lapack SINGLE = new Lapack() {
        private FloatPointer at(Buffer buffer, int start) {
            return new FloatPointer(buffer.pointer()).position(start);
        }

        @Override
        public int potrf(Buffer a, int start, int n) {
            return LAPACKE_spotrf(LAPACK_COL_MAJOR, (byte) 'U', n, at(a, start), n);
        }

        @Override
        public int geqrf(Buffer a, int start, int m, int n, Buffer tau) {
            return LAPACKE_sgeqrf(LAPACK_ROW_MAJOR, m, n, at(a, start), n, at(tau, 0));
        }

        @Override
        public int orgqr(Buffer q, int start, int m, int k, Buffer tau) {
            return LAPACKE_sorgqr(LAPACK_ROW_MAJOR, m, k, k, at(q, start), k, at(tau, 0));
        }

        @Override
        public void trsm(
                int triangle,
                int transposition,
                int diagonal,
                int n,
                int m,
                Buffer a,
                int aStart,
                Buffer b,
                int bStart) {
            cblas_strsm(
                    CblasRowMajor,
                    CblasLeft,
                    triangle,
                    transposition,
                    diagonal,
                    n,
                    m,
                    1f,
                    at(a, aStart),
                    n,
                    at(b, bStart),
                    m);
        }

        @Override
        public void put(Buffer a, int index, double value) {
            a.floats().put(index, (float) value);
        }
    };

    /** Of {@code f64}. */
    Lapack DOUBLE = new Lapack() {
        private DoublePointer at(Buffer buffer, int start) {
            return new DoublePointer(buffer.pointer()).position(start);
        }

        @Override
        public int potrf(Buffer a, int start, int n) {
            return LAPACKE_dpotrf(LAPACK_COL_MAJOR, (byte) 'U', n, at(a, start), n);
        }

        @Override
        public int geqrf(Buffer a, int start, int m, int n, Buffer tau) {
            return LAPACKE_dgeqrf(LAPACK_ROW_MAJOR, m, n, at(a, start), n, at(tau, 0));
        }

        @Override
        public int orgqr(Buffer q, int start, int m, int k, Buffer tau) {
            return LAPACKE_dorgqr(LAPACK_ROW_MAJOR, m, k, k, at(q, start), k, at(tau, 0));
        }

        @Override
        public void trsm(
                int triangle,
                int transposition,
                int diagonal,
                int n,
                int m,
                Buffer a,
                int aStart,
                Buffer b,
                int bStart) {
            cblas_dtrsm(
                    CblasRowMajor,
                    CblasLeft,
                    triangle,
                    transposition,
                    diagonal,
                    n,
                    m,
                    1d,
                    at(a, aStart),
                    n,
                    at(b, bStart),
                    m);
        }

        @Override
        public void put(Buffer a, int index, double value) {
            a.doubles().put(index, value);
        }
    };
}
