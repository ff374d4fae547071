package dev.haiku.internal.exec.java;

/**
 * The regularised incomplete gamma functions of doubles and their derivatives along the shape.
 *
 * <p>A power series where x is small or below the shape, else Legendre's continued fraction, each with its derivative
 * carried along. Source: Cephes' {@code igam} and {@code igamc}; Moore, "Algorithm AS 187: derivatives of the
 * incomplete gamma integral" (1982).
 */
final class IncompleteGamma {

    private static final double EPSILON = 0x1p-52;
    private static final double LOG_LARGEST = 709.782712893384;

    /** No series or fraction gets longer than that; huge shapes would never end. */
    private static final int LONGEST = 100_000;

    private IncompleteGamma() {}

    /**
     * A part of the function without its leading factor.
     *
     * @param value the part
     * @param slope its derivative along the shape
     */
    private record Part(double value, double slope) {}

    /** {@return P(a, x); NaN outside of a, x >= 0 and at 0, 0} */
    static double lower(double a, double x) {
        if (isOutside(a, x)) {
            return Double.NaN;
        }
        if (x == 0) {
            return 0;
        }
        if (a == 0 || x == Double.POSITIVE_INFINITY) {
            return 1;
        }
        return usesFraction(a, x) ? 1 - byFraction(a, x) : bySeries(a, x);
    }

    /** {@return 1 - P(a, x), without cancellation} */
    static double upper(double a, double x) {
        if (isOutside(a, x)) {
            return Double.NaN;
        }
        if (a == 0 || x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        if (x == 0) {
            return 1;
        }
        return usesFraction(a, x) ? byFraction(a, x) : 1 - bySeries(a, x);
    }

    private static boolean isOutside(double a, double x) {
        return !(a >= 0 && x >= 0) || (a == 0 && x == 0);
    }

    private static boolean usesFraction(double a, double x) {
        return x > 1 && x > a;
    }

    private static double bySeries(double a, double x) {
        double factor = factor(a, x);
        return factor == 0 ? 0 : series(a, x, false).value() * factor / a;
    }

    private static double byFraction(double a, double x) {
        double factor = factor(a, x);
        return factor == 0 ? 0 : fraction(a, x, false).value() * factor;
    }

    /** {@return x^a exp(-x) / gamma(a), or 0 below the range of doubles} */
    private static double factor(double a, double x) {
        double log = a * Math.log(x) - x - GammaFunction.lgamma(a);
        return log < -LOG_LARGEST ? 0 : Math.exp(log);
    }

    /** {@return the derivative of P(a, x) along a} */
    static double slopeAlongShape(double a, double x) {
        if (!(a > 0 && x >= 0)) {
            return Double.NaN;
        }
        double factor = x == 0 || x == Double.POSITIVE_INFINITY ? 0 : factor(a, x);
        if (factor == 0) {
            return 0;
        }
        if (usesFraction(a, x)) {
            var part = fraction(a, x, true);
            return -factor * (part.value() * (Math.log(x) - GammaFunction.digamma(a)) + part.slope());
        }
        var part = series(a, x, true);
        return factor * (part.value() * (Math.log(x) - GammaFunction.digamma(a + 1)) + part.slope()) / a;
    }

    /** {@return how a sample of the gamma distribution moves with its shape, so that P(a, x) stays the same} */
    static double sampleSlope(double a, double x) {
        if (!(a > 0 && x >= 0)) {
            return Double.NaN;
        }
        if (x == 0) {
            return 0;
        }
        if (usesFraction(a, x)) {
            var part = fraction(a, x, true);
            return (part.slope() + part.value() * (Math.log(x) - GammaFunction.digamma(a))) * x;
        }
        var part = series(a, x, true);
        return -(part.slope() + part.value() * (Math.log(x) - GammaFunction.digamma(a + 1))) * x / a;
    }

    /** The sum of {@code x^n / ((a + 1) ... (a + n))}. */
    private static Part series(double a, double x, boolean withSlope) {
        double divisor = a;
        double term = 1;
        double sum = 1;
        double termSlope = 0;
        double sumSlope = 0;
        for (int i = 0; i < LONGEST; i++) {
            divisor += 1;
            termSlope = termSlope * (x / divisor) - term * x / (divisor * divisor);
            term *= x / divisor;
            sumSlope += termSlope;
            sum += term;
            if (withSlope ? Math.abs(termSlope) <= EPSILON * Math.abs(sumSlope) : term <= EPSILON * sum) {
                break;
            }
        }
        return new Part(sum, sumSlope);
    }

    /** Legendre's fraction by the recurrence of its numerators p and denominators q. */
    private static Part fraction(double a, double x, boolean withSlope) {
        double y = 1 - a;
        double z = x + y + 1;
        double[] p = {1, x + 1};
        double[] q = {x, z * x};
        double[] dp = {0, 0};
        double[] dq = {0, -x};
        double value = p[1] / q[1];
        double slope = (dp[1] - value * dq[1]) / q[1];
        for (int n = 1; n < LONGEST; n++) {
            y += 1;
            z += 2;
            double product = y * n;
            double nextDp = dp[1] * z - p[1] - dp[0] * product + p[0] * n;
            double nextDq = dq[1] * z - q[1] - dq[0] * product + q[0] * n;
            advance(p, p[1] * z - p[0] * product);
            advance(q, q[1] * z - q[0] * product);
            advance(dp, nextDp);
            advance(dq, nextDq);
            double nextValue = q[1] == 0 ? value : p[1] / q[1];
            double nextSlope = q[1] == 0 ? slope : (dp[1] - nextValue * dq[1]) / q[1];
            boolean ends = withSlope
                    ? Math.abs(nextSlope - slope) <= EPSILON
                    : Math.abs(nextValue - value) <= EPSILON * Math.abs(nextValue);
            value = nextValue;
            slope = nextSlope;
            if (ends && q[1] != 0) {
                break;
            }
            if (Math.abs(p[1]) > 1 / EPSILON) {
                scale(p, q, dp, dq);
            }
        }
        return new Part(value, slope);
    }

    private static void advance(double[] pair, double next) {
        pair[0] = pair[1];
        pair[1] = next;
    }

    private static void scale(double[]... pairs) {
        for (double[] pair : pairs) {
            pair[0] *= EPSILON;
            pair[1] *= EPSILON;
        }
    }
}
