package dev.haiku.examples.rl;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;

import dev.haiku.Params;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.rl.Rlax;
import dev.haiku.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;

/** Q(λ) from a window that slides over the last steps of an episode. */
final class OnlineQLambda extends QAgent {

    private static final List<Integer> HIDDEN = List.of(50);
    private static final int WINDOW = 4;
    private static final double EPSILON = 0.01;
    private static final double DISCOUNT = 0.99;
    private static final double LAMBDA = 0.9;

    private final QNetwork network;
    private final GradientTransformation<ChainState> optimizer = Optimizers.adam(5e-3);
    private final BiFunction<Training, Transition, Training> step = jit(this::step);
    private final Deque<Transition.Seen> window = new ArrayDeque<>();
    private Training training;

    OnlineQLambda(Environment environment, long seed) {
        this(QNetwork.of(environment, HIDDEN), seed);
    }

    private OnlineQLambda(QNetwork network, long seed) {
        super(network, seed);
        this.network = network;
        this.training = Training.of(network.init(seed), optimizer);
    }

    private Training step(Training before, Transition sequence) {
        return before.descend(optimizer, grad(this::loss).apply(before.params(), sequence));
    }

    private Tensor loss(Params params, Transition t) {
        var qTm1 = network.apply(params, t.obsTm1());
        var qT = network.apply(params, t.obsT());
        return Rlax.l2Loss(Rlax.qLambda(qTm1, t.aTm1(), t.rT(), t.discountT(), qT, LAMBDA))
                .mean();
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
        window.add(new Transition.Seen(before, action, after));
        if (window.size() == WINDOW) {
            training = step.apply(training, Transition.of(List.copyOf(window), DISCOUNT));
            window.removeFirst();
        }
        if (after.isLast()) {
            window.clear();
        }
    }
}
