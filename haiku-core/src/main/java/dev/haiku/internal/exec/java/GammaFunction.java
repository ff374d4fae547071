package dev.haiku.internal.exec.java;

/** Logarithm of the gamma function of doubles and its derivative: Stirling's series above 10, recurrence and reflection below. */
final class GammaFunction {

    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;
    private static final double LARGE = 10;

    /** Coefficients of {@code x^-1, x^-3, ...} in Stirling's series, highest first. */
    private static final double[] STIRLING = {
        1.0 / 156, -691.0 / 360360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12
    };

    /** Coefficients of {@code x^-2, x^-4, ...} in the series of the derivative, highest first. */
    private static final double[] DERIVATIVE = {
        1.0 / 12, -691.0 / 32760, 1.0 / 132, -1.0 / 240, 1.0 / 252, -1.0 / 120, 1.0 / 12
    };

    private GammaFunction() {}

    /** {@return log |gamma(x)|, infinite at the poles 0, -1, -2, ...} */
    static double lgamma(double x) {
        if (Double.isInfinite(x)) {
            return Double.POSITIVE_INFINITY;
        }
        if (x < 0.5) {
            return Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
        }
        double shifted = x;
        double product = 1;
        while (shifted < LARGE) {
            product *= shifted++;
        }
        double inverse = 1 / shifted;
        double series = polynomial(STIRLING, inverse * inverse) * inverse;
        return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series - Math.log(product);
    }

    /** {@return the derivative of lgamma, NaN at its poles} */
    static double digamma(double x) {
        if (x <= 0) {
            double fraction = x - Math.rint(x); // exact
            return fraction == 0 || Double.isInfinite(x)
                    ? Double.NaN
                    : digamma(1 - x) - Math.PI / Math.tan(Math.PI * fraction);
        }
        double shifted = x;
        double sum = 0;
        while (shifted < LARGE) {
            sum += 1 / shifted++;
        }
        double square = 1 / (shifted * shifted);
        return Math.log(shifted) - 0.5 / shifted - polynomial(DERIVATIVE, square) * square - sum;
    }

    private static double sinPi(double x) {
        return Math.sin(Math.PI * (x - Math.rint(x)));
    }

    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (double coefficient : coefficients) {
            sum = sum * x + coefficient;
        }
        return sum;
    }
}
