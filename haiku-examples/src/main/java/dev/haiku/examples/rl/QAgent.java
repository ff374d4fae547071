package dev.haiku.examples.rl;

import dev.haiku.Params;
import dev.haiku.func.Fn4;
import dev.haiku.tensor.Tensor;
import java.util.function.BiFunction;

/** What agents share that act by the values of actions: the network, the ε-greedy policy, the greedy one and a counter of steps. */
abstract class QAgent implements Agent {

    final QNetwork network;
    private final Fn4<Params, Tensor, Tensor, Tensor, Tensor> policy;
    private final BiFunction<Params, Tensor, Tensor> greedy;
    private int steps;

    QAgent(QNetwork network, long seed) {
        this.network = network;
        this.policy = network.policy(seed);
        this.greedy = network.greedy();
    }

    /** {@return the parameters by which it acts} */
    abstract Params params();

    /** {@return the part of random actions after so many steps} */
    abstract double epsilon(int steps);

    @Override
    public final int explore(TimeStep now) {
        var epsilon = Tensor.scalar(epsilon(steps));
        var action = policy.apply(params(), Transition.observation(now), epsilon, Tensor.scalar(steps++));
        return (int) action.itemLong();
    }

    @Override
    public final int exploit(TimeStep now) {
        return (int) greedy.apply(params(), Transition.observation(now)).itemLong();
    }
}
