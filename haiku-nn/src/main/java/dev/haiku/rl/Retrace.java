package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/** The coefficients of Retrace, which cut off traces of actions that the policy would hardly choose. */
final class Retrace {

    private Retrace() {}

    /** {@return {@code λ·min(1, pi/mu)}} */
    static Tensor coefficients(Tensor pi, Tensor mu, Tensor lambda) {
        return pi.div(mu).minimum(1.0).mul(lambda);
    }
}
