package dev.haiku.internal.exec;

/**
 * What the pivots of Gaussian elimination say about the determinant of a matrix.
 *
 * <p>Not copied: the array is the caller's own for the moment.
 */
public final class Determinant {

    private static final int BEYOND_ANY_EXPONENT = 10_000;

    private final double[] pivots;
    private final boolean negated;

    /** Creates it from the pivots and whether rows were exchanged an odd number of times. */
    public Determinant(double[] pivots, boolean negated) {
        this.pivots = pivots;
        this.negated = negated;
    }

    /** {@return the determinant; it overflows only if it is too large itself, whatever the products on the way are} */
    public double value() {
        double mantissa = negated ? -1 : 1;
        long exponent = 0;
        for (double pivot : pivots) {
            if (pivot == 0) {
                return 0;
            }
            int scale = Math.getExponent(mantissa);
            mantissa = Math.scalb(mantissa, -scale) * pivot;
            exponent += scale;
        }
        return Math.scalb(mantissa, (int) Math.max(-BEYOND_ANY_EXPONENT, Math.min(BEYOND_ANY_EXPONENT, exponent)));
    }

    /** {@return the sign of the determinant, 0 if the matrix is singular} */
    public double sign() {
        double sign = negated ? -1 : 1;
        for (double pivot : pivots) {
            sign *= Math.signum(pivot);
        }
        return sign == 0 ? 0 : sign;
    }

    /** {@return the logarithm of the absolute value of the determinant, -inf if the matrix is singular} */
    public double logOfAbs() {
        double sum = 0;
        for (double pivot : pivots) {
            sum += Math.log(Math.abs(pivot));
        }
        return sum;
    }
}
