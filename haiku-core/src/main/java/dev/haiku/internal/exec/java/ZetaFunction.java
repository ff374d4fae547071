package dev.haiku.internal.exec.java;

/**
 * Hurwitz' zeta function of doubles, by Euler and Maclaurin's formula, and the derivatives of digamma, which it gives.
 */
final class ZetaFunction {

    /** Terms before the formula takes over, at least; and up to where it does. */
    private static final int TERMS = 9;

    private static final double EPSILON = 0x1p-53;

    /** No sum gets longer than that. */
    private static final int LONGEST = 100_000;

    /** {@code B_2j / (2j)!} for j = 1, 2, ... */
    private static final double[] WEIGHTS = {
        1.0 / 12,
        -1.0 / 720,
        1.0 / 30240,
        -1.0 / 1209600,
        1.0 / 47900160,
        -691.0 / 1307674368000.0,
        1.0 / 74724249600.0,
        -3617.0 / 10670622842880000.0,
        43867.0 / 5109094217170944000.0,
        -174611.0 / 802857662698291200000.0,
        77683.0 / 14101100039391805440000.0,
        -236364091.0 / 1693824136731743669452800000.0
    };

    private ZetaFunction() {}

    /** {@return the sum of {@code (q + n)^-s} for n = 0, 1, ...; for negative q only with whole s} */
    static double zeta(double s, double q) {
        if (Double.isNaN(s) || Double.isNaN(q) || s < 1) {
            return Double.NaN;
        }
        if (s == 1) {
            return Double.POSITIVE_INFINITY;
        }
        if (q <= 0) {
            if (q == Math.floor(q)) {
                return s == Math.rint(s) && s % 2 != 0 ? Double.NaN : Double.POSITIVE_INFINITY;
            }
            if (s != Math.floor(s)) {
                return Double.NaN;
            }
        }
        double base = q;
        double sum = 0;
        for (int i = 0; (i < TERMS || base <= TERMS) && i < LONGEST; i++) {
            double term = Math.pow(base, -s);
            sum += term;
            base += 1;
            if (base > 1 && Math.abs(term) < EPSILON * Math.abs(sum)) {
                return sum;
            }
        }
        return sum + rest(s, base);
    }

    /** The sum from a base on: an integral, half of the first term, and the correction. */
    private static double rest(double s, double base) {
        double first = Math.pow(base, -s);
        if (first == 0) {
            return 0;
        }
        double sum = first * base / (s - 1) + first / 2;
        double factor = first * s / base;
        for (int j = 0; j < WEIGHTS.length; j++) {
            double term = factor * WEIGHTS[j];
            sum += term;
            if (Math.abs(term) < EPSILON * Math.abs(sum)) {
                break;
            }
            factor *= (s + 2 * j + 1) / base * ((s + 2 * j + 2) / base);
        }
        return sum;
    }

    /** {@return the derivative of order {@code n} of digamma; NaN if the order is not a whole number from 0 on} */
    static double polygamma(double n, double x) {
        if (n == 0) {
            return GammaFunction.digamma(x);
        }
        if (!(n > 0) || n != Math.rint(n)) {
            return Double.NaN;
        }
        double sign = n % 2 == 0 ? -1 : 1;
        return sign * Math.exp(GammaFunction.lgamma(n + 1)) * zeta(n + 1, x);
    }
}
