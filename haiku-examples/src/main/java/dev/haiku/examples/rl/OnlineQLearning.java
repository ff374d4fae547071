package dev.haiku.examples.rl;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;

import dev.haiku.Params;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.rl.Rlax;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;

/** Q-learning from each step as it happens, without memory. */
final class OnlineQLearning extends QAgent {

    private static final List<Integer> HIDDEN = List.of(50);
    private static final double EPSILON = 0.01;
    private static final double DISCOUNT = 0.99;

    private final QNetwork network;
    private final GradientTransformation<ChainState> optimizer = Optimizers.adam(5e-3);
    private final BiFunction<Training, Transition, Training> step = jit(this::step);
    private Training training;

    OnlineQLearning(Environment environment, long seed) {
        this(QNetwork.of(environment, HIDDEN), seed);
    }

    private OnlineQLearning(QNetwork network, long seed) {
        super(network, seed);
        this.network = network;
        this.training = Training.of(network.init(seed), optimizer);
    }

    private Training step(Training before, Transition transition) {
        return before.descend(optimizer, grad(this::loss).apply(before.params(), transition));
    }

    private Tensor loss(Params params, Transition t) {
        var qTm1 = network.apply(params, t.obsTm1());
        var qT = network.apply(params, t.obsT());
        return Rlax.l2Loss(Rlax.qLearning(qTm1, t.aTm1(), t.rT(), t.discountT(), qT));
    }

    @Override
    Params params() {
        return training.params();
    }

    @Override
    double epsilon(int steps) {
        return EPSILON;
    }

    @Override
    public void observe(TimeStep before, int action, TimeStep after) {
        var seen = List.of(new Transition.Seen(before, action, after));
        training = step.apply(training, Transition.of(seen, DISCOUNT).single());
    }
}
