package dev.haiku.internal.autodiff;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** The derivative of digamma, composed of simpler functions so that it can be differentiated again. */
final class Trigamma {

    private static final int SHIFTS = 10;

    /** Bernoulli numbers B2, B4, ... of the asymptotic series. */
    private static final double[] BERNOULLI = {1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6
    };

    private Trigamma() {}

    /** {@return trigamma(x), by reflection below 1/2} */
    static Tensor of(Tensor x) {
        var reflects = x.lt(0.5);
        var positive = series(Ops.select(reflects, Ops.sub(1, x), x));
        // safe where unused, so that its derivative is not NaN there
        var sine = Ops.sin(Ops.select(reflects, x, Ops.fullLike(x, 0.5)).mul(Math.PI));
        return Ops.select(reflects, Ops.div(Math.PI * Math.PI, sine.square()).sub(positive), positive);
    }

    /** Recurrence up to x + 10, then the asymptotic series {@code 1/x + 1/(2x²) + sum of B_2k / x^(2k+1)}. */
    private static Tensor series(Tensor x) {
        var sum = Ops.pow(x, -2);
        for (int k = 1; k < SHIFTS; k++) {
            sum = sum.add(Ops.pow(x.add(k), -2));
        }
        var inverse = Ops.reciprocal(x.add(SHIFTS));
        var square = inverse.square();
        var tail = Ops.zerosLike(x);
        for (int k = BERNOULLI.length - 1; k >= 0; k--) {
            tail = tail.add(BERNOULLI[k]).mul(square);
        }
        return sum.add(inverse).add(square.mul(0.5)).add(tail.mul(inverse));
    }
}
