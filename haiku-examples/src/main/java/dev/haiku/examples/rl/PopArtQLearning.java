package dev.haiku.examples.rl;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;

import dev.haiku.Params;
import dev.haiku.array.DType;
import dev.haiku.func.Fn3;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.rl.PopArt;
import dev.haiku.rl.PopArtLayer;
import dev.haiku.rl.PopArtState;
import dev.haiku.rl.Rlax;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Online Q-learning of rewards that are far too large, which PopArt normalises.
 *
 * <p>The statistics adapt to the targets, and the last layer is changed so that its values stay what they were. Source:
 * van Hasselt et al., <em>Learning values across many orders of magnitude</em>, 2016.
 */
final class PopArtQLearning extends QAgent {

    /** How much larger than those of the game the rewards are. */
    static final double REWARD_SCALE = 10_000;

    private static final String LAST_LAYER = "mlp/~/linear_1";

    /** What learning changes. */
    private record Normalised(Training training, PopArtState statistics) {}

    private final PopArt popArt = Rlax.popart(1, 1e-2, 1e-5, 1e5);
    private final GradientTransformation<ChainState> optimizer = Optimizers.adam(OnlineAgent.LEARNING_RATE);
    private final BiFunction<Normalised, Transition, Normalised> step = jit(this::step);
    private Normalised state;

    PopArtQLearning(Environment environment, long seed) {
        super(QNetwork.of(environment, OnlineAgent.HIDDEN), seed);
        this.state = new Normalised(Training.of(network.init(seed), optimizer), popArt.initialState());
    }

    private Normalised step(Normalised before, Transition t) {
        var params = before.training().params();
        var target = target(params, before.statistics(), t);
        var layer = new PopArtLayer(params.get(LAST_LAYER, "w"), params.get(LAST_LAYER, "b"));
        var update = popArt.update(layer, before.statistics(), target, task(target));
        var kept = params.with(LAST_LAYER, "w", update.params().w())
                .with(LAST_LAYER, "b", update.params().b());
        Fn3<Params, Transition, Tensor, Tensor> loss = this::loss;
        var gradients = grad(loss).apply(kept, t, Rlax.normalize(update.state(), target, task(target)));
        var training = new Training(kept, before.training().optimizer()).descend(optimizer, gradients);
        return new Normalised(training, update.state());
    }

    /** {@return what the value of the action should be, in the units of rewards} */
    private Tensor target(Params params, PopArtState statistics, Transition t) {
        var qT = network.apply(params, t.obsT());
        var value = Rlax.unnormalize(statistics, qT, task(qT)).max();
        return t.rT().add(t.discountT().mul(value));
    }

    private Tensor loss(Params params, Transition t, Tensor normalisedTarget) {
        var qTm1 = network.apply(params, t.obsTm1());
        return Rlax.l2Loss(normalisedTarget.sub(qTm1.get(t.aTm1())));
    }

    /** {@return the index of the only task, for each of some numbers} */
    private static Tensor task(Tensor like) {
        return Ops.zeros(like.shape(), DType.I32);
    }

    @Override
    Params params() {
        return state.training().params();
    }

    @Override
    double epsilon(int steps) {
        return OnlineAgent.EPSILON;
    }

    @Override
    public void observe(TimeStep before, int action, TimeStep after) {
        var large = new TimeStep(after.observation(), REWARD_SCALE * after.reward(), after.discount(), after.isLast());
        var seen = List.of(new Transition.Seen(before, action, large));
        state = step.apply(state, Transition.of(seen, OnlineAgent.DISCOUNT).single());
    }
}
