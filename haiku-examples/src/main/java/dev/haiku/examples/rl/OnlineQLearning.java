package dev.haiku.examples.rl;

import dev.haiku.Params;
import dev.haiku.rl.Rlax;
import dev.haiku.tensor.Tensor;

/** Q-learning from each step as it happens. */
final class OnlineQLearning extends OnlineAgent {

    OnlineQLearning(Environment environment, long seed) {
        super(environment, 1, seed);
    }

    @Override
    Tensor loss(Params params, Transition steps) {
        var t = steps.single();
        var qTm1 = network.apply(params, t.obsTm1());
        var qT = network.apply(params, t.obsT());
        return Rlax.l2Loss(Rlax.qLearning(qTm1, t.aTm1(), t.rT(), t.discountT(), qT));
    }
}
