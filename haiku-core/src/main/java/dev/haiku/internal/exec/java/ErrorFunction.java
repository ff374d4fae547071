package dev.haiku.internal.exec.java;

/** The error function of doubles, its complement and its inverse, to about 1e-15. */
final class ErrorFunction {

    private static final double SMALL = 0.84;

    /** From here on, the complement is zero. */
    private static final double LARGE = 27.3;

    private static final double HALF_SQRT_PI = 0.886226925452758;
    private static final double CENTRE = 3.75;

    /** Powers of {@code x^2}, highest first, of {@code erf(x) / x} for {@code |x| < 0.85}. */
    private static final double[] CENTRAL = {
        -8.837207342835496e-10, 1.4189584294135369e-08, -1.6300495998065118e-07, 1.6457676496214065e-06,
        -1.4925450090912942e-05, 0.00012055326932054655, -0.0008548326902886471, 0.005223977623916789,
        -0.02686617064501726, 0.11283791670954685, -0.3761263890318375, 1.1283791670955126
    };

    /** Chebyshev coefficients of {@code (1 + 2x) exp(x^2) erfc(x)} in {@code (x - 3.75) / (x + 3.75)}, computed to 50 digits. */
    private static final double[] SCALED_COMPLEMENT = {
        1.1775789345674017,
        -0.004590054580646478,
        -0.08424913336651792,
        0.05920993999819189,
        -0.026658668435305753,
        0.009074997670705265,
        -0.002413163540417608,
        0.0004907758365258086,
        -6.916973302501207e-05,
        4.13902798607301e-06,
        7.74038306619849e-07,
        -2.1886401049234397e-07,
        1.076499946567091e-08,
        4.521959811218287e-09,
        -7.754400208831351e-10,
        -6.318088340886684e-11,
        2.86879501093067e-11,
        1.9455868545777347e-13,
        -9.65469674843344e-13,
        3.25254814814874e-14,
        3.3478119482868056e-14,
        -1.864562880419313e-15,
        -1.2507950530688648e-15,
        7.418235256624044e-17,
        5.068148904796111e-17
    };

    private ErrorFunction() {}

    static double erf(double x) {
        double magnitude = Math.abs(x);
        return magnitude < SMALL ? central(x) : Math.copySign(1 - complement(magnitude), x);
    }

    static double erfc(double x) {
        if (Math.abs(x) < SMALL / 2) {
            return 1 - central(x);
        }
        return x < 0 ? 2 - complement(-x) : complement(x);
    }

    private static double central(double x) {
        double square = x * x;
        double sum = 0;
        for (double coefficient : CENTRAL) {
            sum = sum * square + coefficient;
        }
        return x * sum;
    }

    /** The complement for arguments that are not negative. */
    private static double complement(double x) {
        if (x > LARGE) {
            return 0;
        }
        double t = 2 * (x - CENTRE) / (x + CENTRE);
        double next = 0;
        double sum = 0;
        for (int i = SCALED_COMPLEMENT.length - 1; i > 0; i--) { // Clenshaw's recurrence
            double current = t * sum - next + SCALED_COMPLEMENT[i];
            next = sum;
            sum = current;
        }
        double scaled = (t / 2 * sum - next + SCALED_COMPLEMENT[0]) / (1 + 2 * x);
        double square = x * x;
        double error = Math.fma(x, x, -square);
        return scaled * Math.exp(-square) * (1 - error);
    }

    /** Halley's method on the error function near zero and on the complement elsewhere, from the leading term of the tail. */
    static double erfInv(double y) {
        double magnitude = Math.abs(y);
        if (!(magnitude < 1)) {
            return magnitude == 1 ? Math.copySign(Double.POSITIVE_INFINITY, y) : Double.NaN;
        }
        boolean isTail = magnitude > 0.5;
        double target = isTail ? 1 - magnitude : magnitude;
        double x = isTail ? Math.sqrt(Math.max(0.1, -Math.log(target) - 0.5)) : magnitude * HALF_SQRT_PI;
        for (int i = 0; i < 5; i++) {
            double error = isTail ? target - erfc(x) : central(x) - target;
            double step = error * HALF_SQRT_PI * Math.exp(x * x);
            x -= step / (1 + x * step);
        }
        return Math.copySign(x, y);
    }
}
