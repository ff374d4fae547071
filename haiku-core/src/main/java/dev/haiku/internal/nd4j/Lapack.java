package dev.haiku.internal.nd4j;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Buffer;

/**
 * The routines of LAPACK and BLAS that linear algebra needs, for one element type.
 *
 * <p>Matrices are row-major, without gaps. Routines that may fail return 0 if they did not; those of LAPACK fail if the matrix holds
 * NaN.
 */
interface Lapack {

    /** The report of LAPACKE if it cannot allocate what a routine works in. */
    int NO_WORKING_MEMORY = -1010;

    /** The report of LAPACKE if it cannot allocate what it transposes into. */
    int NO_MEMORY_TO_TRANSPOSE = -1011;

    /** How BLAS is to read a triangular system, in its own numbers. */
    record Flags(int side, int triangle, int transposition, int diagonal) {}

    /** {@return the routines for {@code f32} or {@code f64}} */
    static Lapack of(DType dtype) {
        return dtype == DType.F32 ? new SingleLapack() : new DoubleLapack();
    }

    /** Replaces the lower triangle of an {@code n} by {@code n} matrix by its Cholesky factor. */
    int potrf(Place a, int n);

    /** Factorises an {@code m} by {@code n} matrix into R, on and above the diagonal, and reflections. */
    int geqrf(Place a, int m, int n, Place tau);

    /** Replaces so many reflections by the {@code m} by {@code k} matrix of orthonormal columns. */
    int orgqr(Place q, int m, int k, int reflections, Place tau);

    /**
     * Factorises an {@code m} by {@code n} matrix into L and U and gives the numbers of the exchanged rows, from 1 on.
     *
     * <p>NaN does not matter to it. A zero in U's diagonal counts as a failure, which does no harm.
     */
    int getrf(Place a, int m, int n, Place pivots);

    /**
     * Computes singular values and vectors of an {@code m} by {@code n} matrix, which is overwritten.
     *
     * @param job which vectors: none, {@code N}, as many as values, {@code S}, or all, {@code A}
     * @param left the number of left vectors, 1 if none
     */
    int gesdd(char job, Place a, int m, int n, Place s, Place u, int left, Place vt);

    /** Computes the eigenvalues of a symmetric matrix, given as its lower triangle, which its eigenvectors replace if asked for. */
    int syevd(boolean vectors, Place a, int n, Place values);

    /** Replaces {@code b}, {@code rows} by {@code columns}, by the solution for a triangular matrix that fits it. */
    void trsm(Flags flags, int rows, int columns, Place a, Place b);

    /** Computes {@code C = Aᵀ Bᵀ}, {@code m} by {@code n}, from {@code k} by {@code m} and {@code n} by {@code k} matrices. */
    void gemmOfTransposes(int m, int n, int k, Place a, Place b, Place c);

    /** {@return an element} */
    double get(Buffer buffer, int index);

    /** Writes an element. */
    void put(Buffer buffer, int index, double value);

    /**
     * {@return what LAPACK reports}
     *
     * @throws IllegalStateException if it found no memory for its own copies
     */
    static int checked(int report) {
        if (report == NO_WORKING_MEMORY || report == NO_MEMORY_TO_TRANSPOSE) {
            throw new IllegalStateException(
                    "LAPACK found no memory for its work. Leave more to native code, with a smaller -Xmx or smaller"
                            + " matrices.");
        }
        return report;
    }
}
