package dev.haiku.internal.exec.java;

/**
 * The regularised incomplete beta function of doubles, by the continued fraction 8.17.22 of the Digital Library of
 * Mathematical Functions, evaluated from the front (Lentz 1976).
 */
final class IncompleteBeta {

    private static final double SMALL = 0x1p-53;
    private static final int LONGEST = 600;

    private IncompleteBeta() {}

    /** {@return I_x(a, b); NaN outside of a, b >= 0 and x in [0, 1], and where it has no limit} */
    static double regularized(double a, double b, double x) {
        boolean isInside = a >= 0 && b >= 0 && x >= 0 && x <= 1;
        boolean allAtZero = a == 0 || b == Double.POSITIVE_INFINITY;
        boolean allAtOne = b == 0 || a == Double.POSITIVE_INFINITY;
        if (!isInside || (allAtZero && allAtOne)) {
            return Double.NaN;
        }
        if (allAtZero || allAtOne) {
            return (allAtZero ? x > 0 : x == 1) ? 1 : 0;
        }
        // the fraction converges fast before the mean; behind it, the complement is computed
        return x < (a + 1) / (a + b + 2) ? convergent(a, b, x) : 1 - convergent(b, a, 1 - x);
    }

    private static double convergent(double a, double b, double x) {
        double logBeta = GammaFunction.lgamma(a) + GammaFunction.lgamma(b) - GammaFunction.lgamma(a + b);
        double factor = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta) / a;
        return factor == 0 ? 0 : factor * fraction(a, b, x);
    }

    private static double fraction(double a, double b, double x) {
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= LONGEST; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d);
            c = nonZero(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d);
            c = nonZero(1 + odd / c);
            value *= d * c;
            if (Math.abs(d * c - 1) <= SMALL) {
                break;
            }
        }
        return value;
    }

    private static double nonZero(double x) {
        return Math.abs(x) < SMALL ? SMALL : x;
    }
}
