package dev.haiku.tensor;

import dev.haiku.ir.LinearAlgebra.Side;

/**
 * How {@link Linalg#solveTriangular} reads its matrix, edited in its last argument: {@code solveTriangular(a, b, o ->
 * o.lower(true).transposed(true))}.
 *
 * @param lower whether the lower triangle is used, else the upper one
 * @param transposed whether the transpose takes the place of the matrix
 * @param unitDiagonal whether the diagonal counts as ones and is not read
 * @param side on which side of the unknown the matrix stands: {@code A X = B} or {@code X A = B}
 */
public record TriangularOptions(boolean lower, boolean transposed, boolean unitDiagonal, Side side) {

    static final TriangularOptions DEFAULTS = new TriangularOptions(false, false, false, Side.LEFT);

    /** {@return these options with that triangle} */
    public TriangularOptions lower(boolean isLower) {
        return new TriangularOptions(isLower, transposed, unitDiagonal, side);
    }

    /** {@return these options with the matrix or its transpose} */
    public TriangularOptions transposed(boolean isTransposed) {
        return new TriangularOptions(lower, isTransposed, unitDiagonal, side);
    }

    /** {@return these options with a diagonal of ones or the one that there is} */
    public TriangularOptions unitDiagonal(boolean isUnit) {
        return new TriangularOptions(lower, transposed, isUnit, side);
    }

    /** {@return these options with the matrix on that side} */
    public TriangularOptions side(Side newSide) {
        return new TriangularOptions(lower, transposed, unitDiagonal, newSide);
    }
}
