package dev.haiku.examples.rl;

import dev.haiku.Params;
import dev.haiku.rl.Rlax;
import dev.haiku.tensor.Tensor;

/** Q(λ) from the last few steps of an episode. */
final class OnlineQLambda extends OnlineAgent {

    private static final int WINDOW = 4;
    private static final double LAMBDA = 0.9;

    OnlineQLambda(Environment environment, long seed) {
        super(environment, WINDOW, seed);
    }

    @Override
    Tensor loss(Params params, Transition t) {
        var qTm1 = network.apply(params, t.obsTm1());
        var qT = network.apply(params, t.obsT());
        return Rlax.l2Loss(Rlax.qLambda(qTm1, t.aTm1(), t.rT(), t.discountT(), qT, LAMBDA))
                .mean();
    }
}
