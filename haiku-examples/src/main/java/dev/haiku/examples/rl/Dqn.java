package dev.haiku.examples.rl;

import static dev.haiku.func.Func.grad;
import static dev.haiku.func.Func.jit;
import static dev.haiku.func.Func.vmap;

import dev.haiku.Params;
import dev.haiku.func.Fn3;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.rl.Rlax;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * Double Q-learning from a replay buffer, with a target network and an ε that decreases.
 *
 * <p>Source: van Hasselt et al., <em>Deep reinforcement learning with double Q-learning</em>, 2015.
 */
final class Dqn extends QAgent {

    /**
     * What depends on the game.
     *
     * @param hidden sizes of hidden layers
     * @param learningRate the size of a step
     * @param capacity how many steps are remembered
     * @param batchSize how many are learnt from at once
     * @param targetPeriod after how many updates the target network follows
     * @param explorationSteps after how many steps ε has reached its end
     */
    record Settings(
            List<Integer> hidden,
            double learningRate,
            int capacity,
            int batchSize,
            int targetPeriod,
            int explorationSteps) {

        static final Settings CATCH = new Settings(List.of(50), 5e-3, 2000, 32, 50, 1000);
        static final Settings CART_POLE = new Settings(List.of(64, 64), 5e-4, 50_000, 64, 500, 5000);

        static Settings of(Environment.Game game) {
            return game == Environment.Game.CATCH ? CATCH : CART_POLE;
        }
    }

    /** The parameters of the two networks. */
    private record Networks(Training online, Params target, Tensor updates) {}

    /** The values of one transition's actions. */
    private record Values(Tensor qTm1, Tensor aTm1, Tensor rT, Tensor discountT, Tensor target, Tensor selector) {}

    private static final double DISCOUNT = 0.99;
    private static final double FIRST_EPSILON = 1;
    private static final double LAST_EPSILON = 0.01;

    private final Settings settings;
    private final GradientTransformation<ChainState> optimizer;
    private final BiFunction<Networks, Transition, Networks> step = jit(this::step);
    private final ReplayBuffer replay;
    private Networks networks;

    Dqn(Environment environment, Settings settings, RandomGenerator random, long seed) {
        super(QNetwork.of(environment, settings.hidden()), seed);
        this.settings = settings;
        this.optimizer = Optimizers.adam(settings.learningRate());
        this.replay = new ReplayBuffer(settings.capacity(), random);
        var params = network.init(seed);
        this.networks = new Networks(Training.of(params, optimizer), params, Tensor.scalar(0));
    }

    private Networks step(Networks before, Transition batch) {
        Fn3<Params, Params, Transition, Tensor> loss = this::loss;
        var gradients = grad(loss).apply(before.online().params(), before.target(), batch);
        var online = before.online().descend(optimizer, gradients);
        var updates = before.updates().add(1);
        var target = Rlax.periodicUpdate(online.params(), before.target(), updates, settings.targetPeriod());
        return new Networks(online, target, updates);
    }

    private Tensor loss(Params params, Params target, Transition batch) {
        var values = new Values(
                network.apply(params, batch.obsTm1()),
                batch.aTm1(),
                batch.rT(),
                batch.discountT(),
                network.apply(target, batch.obsT()),
                network.apply(params, batch.obsT()));
        var tdErrors = vmap((Values v) ->
                        Rlax.doubleQLearning(v.qTm1(), v.aTm1(), v.rT(), v.discountT(), v.target(), v.selector()))
                .apply(values);
        return Rlax.huberLoss(tdErrors).mean();
    }

    @Override
    Params params() {
        return networks.online().params();
    }

    @Override
    double epsilon(int steps) {
        double progress = Math.min(1, steps / (double) settings.explorationSteps());
        return FIRST_EPSILON + progress * (LAST_EPSILON - FIRST_EPSILON);
    }

    @Override
    public void observe(TimeStep before, int action, TimeStep after) {
        replay.add(new Transition.Seen(before, action, after));
        if (replay.size() >= settings.batchSize()) {
            networks = step.apply(networks, Transition.of(replay.sample(settings.batchSize()), DISCOUNT));
        }
    }
}
