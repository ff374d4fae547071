package dev.haiku.examples.rl;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;

import dev.haiku.Params;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;

/** Learns from a window that slides over the last steps of an episode, as they happen; without any other memory. */
abstract class OnlineAgent extends QAgent {

    static final List<Integer> HIDDEN = List.of(50);
    static final double EPSILON = 0.01;
    static final double DISCOUNT = 0.99;
    static final double LEARNING_RATE = 5e-3;

    private final GradientTransformation<ChainState> optimizer = Optimizers.adam(LEARNING_RATE);
    private final BiFunction<Training, Transition, Training> step = jit(this::step);
    private final Deque<Transition.Seen> window = new ArrayDeque<>();
    private final int windowSize;
    private Training training;

    OnlineAgent(Environment environment, int windowSize, long seed) {
        super(QNetwork.of(environment, HIDDEN), seed);
        this.windowSize = windowSize;
        this.training = Training.of(network.init(seed), optimizer);
    }

    /** {@return the loss of the steps of a window} */
    abstract Tensor loss(Params params, Transition steps);

    private Training step(Training before, Transition steps) {
        return before.descend(optimizer, grad(this::loss).apply(before.params(), steps));
    }

    @Override
    final Params params() {
        return training.params();
    }

    @Override
    final double epsilon(int steps) {
        return EPSILON;
    }

    @Override
    public final void observe(TimeStep before, int action, TimeStep after) {
        window.add(new Transition.Seen(before, action, after));
        if (window.size() == windowSize) {
            training = step.apply(training, Transition.of(List.copyOf(window), DISCOUNT));
            window.removeFirst();
        }
        if (after.isLast()) {
            window.clear();
        }
    }
}
