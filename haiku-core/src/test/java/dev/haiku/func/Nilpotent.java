package dev.haiku.func;

import java.util.function.IntToDoubleFunction;

/**
 * Numbers with three perturbations whose squares are zero: arithmetic that knows derivatives up to the third exactly, without any of
 * the library.
 *
 * @param parts the coefficients: that of index 0 of the number itself, that of index {@code i} of the product of the perturbations that
 *     are bits of {@code i}
 */
record Nilpotent(double[] parts) {

    private static final int PARTS = 8;
    private static final int ORDER = 3;

    static Nilpotent of(double value) {
        var parts = new double[PARTS];
        parts[0] = value;
        return new Nilpotent(parts);
    }

    private static Nilpotent fill(IntToDoubleFunction part) {
        var parts = new double[PARTS];
        for (int i = 0; i < PARTS; i++) {
            parts[i] = part.applyAsDouble(i);
        }
        return new Nilpotent(parts);
    }

    double value() {
        return parts[0];
    }

    /** {@return this, moved by a multiple of a perturbation} */
    Nilpotent perturbed(int perturbation, double by) {
        return fill(i -> parts[i] + (i == 1 << perturbation ? by : 0));
    }

    /** {@return what the perturbation is multiplied with} */
    Nilpotent coefficient(int perturbation) {
        int bit = 1 << perturbation;
        return fill(i -> (i & bit) == 0 ? parts[i | bit] : 0);
    }

    Nilpotent plus(Nilpotent other) {
        return fill(i -> parts[i] + other.parts[i]);
    }

    Nilpotent times(double factor) {
        return fill(i -> parts[i] * factor);
    }

    Nilpotent times(Nilpotent other) {
        return fill(i -> {
            double sum = 0;
            for (int j = 0; j < PARTS; j++) {
                sum += (j & i) == j ? parts[j] * other.parts[i & ~j] : 0;
            }
            return sum;
        });
    }

    Nilpotent sin() {
        double s = Math.sin(value());
        double c = Math.cos(value());
        return taylor(s, c, -s, -c);
    }

    Nilpotent tanh() {
        double t = Math.tanh(value());
        double d = 1 - t * t;
        return taylor(t, d, -2 * t * d, (6 * t * t - 2) * d);
    }

    /** {@return a function of this, given its value and derivatives there} */
    private Nilpotent taylor(double... derivatives) {
        var step = fill(i -> i == 0 ? 0 : parts[i]);
        var power = of(1);
        var sum = of(derivatives[0]);
        double factorial = 1;
        for (int order = 1; order <= ORDER; order++) {
            power = power.times(step);
            factorial *= order;
            sum = sum.plus(power.times(derivatives[order] / factorial));
        }
        return sum;
    }
}
