package dev.haiku.internal.exec.java;

/** Inverse hyperbolic functions of doubles, which Java lacks. */
final class Hyperbolic {

    private static final double LN_2 = 0.6931471805599453;

    /** Beyond it, {@code sqrt(x * x + 1)} is {@code x}, and {@code x * x} may overflow. */
    private static final double LARGE = 0x1p28;

    private Hyperbolic() {}

    static double asinh(double x) {
        double magnitude = Math.abs(x);
        double square = magnitude * magnitude;
        double value = magnitude > LARGE
                ? Math.log(magnitude) + LN_2
                : Math.log1p(magnitude + square / (1 + Math.sqrt(square + 1)));
        return Math.copySign(value, x);
    }

    static double acosh(double x) {
        if (x > LARGE) {
            return Math.log(x) + LN_2;
        }
        if (x < 1) {
            return Double.NaN; // below -1 the formula has a value again
        }
        double above = x - 1;
        return Math.log1p(above + Math.sqrt(above * (x + 1)));
    }

    static double atanh(double x) {
        double magnitude = Math.abs(x);
        return Math.copySign(Math.log1p(2 * magnitude / (1 - magnitude)) / 2, x);
    }
}
