package dev.haiku.examples.rl;

import dev.haiku.Params;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;

/**
 * What learning changes.
 *
 * @param params the parameters of the network
 * @param optimizer the state of its optimiser
 */
record Training(Params params, ChainState optimizer) {

    static Training of(Params params, GradientTransformation<ChainState> optimizer) {
        return new Training(params, optimizer.init(params));
    }

    /** {@return the training after a step of the optimiser} */
    Training descend(GradientTransformation<ChainState> rule, Params gradients) {
        var update = rule.update(gradients, optimizer, params);
        return new Training(Optimizers.applyUpdates(params, update.updates()), update.state());
    }
}
