package dev.haiku.tensor;

/** A norm of matrices; JAX writes its number, or its name, as {@code ord}. */
public enum MatrixNorm {
    /** The square root of the sum of squares, {@code "fro"}. */
    FROBENIUS,
    /** The sum of the singular values, {@code "nuc"}. */
    NUCLEAR,
    /** The largest sum of absolute values of a column, 1. */
    ONE,
    /** The smallest sum of absolute values of a column, -1. */
    MINUS_ONE,
    /** The largest singular value, 2. */
    TWO,
    /** The smallest singular value, -2. */
    MINUS_TWO,
    /** The largest sum of absolute values of a row, inf. */
    INFINITY,
    /** The smallest sum of absolute values of a row, -inf. */
    MINUS_INFINITY
}
