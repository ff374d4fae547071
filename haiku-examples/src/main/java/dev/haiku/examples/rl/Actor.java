package dev.haiku.examples.rl;

import dev.haiku.Params;
import dev.haiku.func.Fn3;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;

/** Plays with the parameters it is given, on and on, in a game of its own; for one thread at a time. */
final class Actor {

    /**
     * An action.
     *
     * @param action its index
     * @param logits the logits of the policy that chose it
     */
    record Choice(Tensor action, Tensor logits) {}

    private final Environment environment;
    private final Fn3<Params, Tensor, Tensor, Choice> policy;
    private final double discount;
    private final int firstStep;
    private TimeStep now;
    private int steps;

    /**
     * Makes one at the beginning of an episode.
     *
     * @param environment a game that nobody else plays
     * @param policy of parameters, an observation and the number of the step, which fixes the chance
     * @param discount how much less later rewards count
     * @param firstStep the number of its first step, far from those of other actors
     */
    Actor(Environment environment, Fn3<Params, Tensor, Tensor, Choice> policy, double discount, int firstStep) {
        this.environment = environment;
        this.policy = policy;
        this.discount = discount;
        this.firstStep = firstStep;
        this.now = environment.reset();
    }

    /** {@return what happens in the next steps, perhaps of several episodes} */
    Trajectory unroll(Params params, int length) {
        var observations = new ArrayList<Tensor>();
        var logits = new ArrayList<Tensor>();
        var actions = new int[length];
        var rewards = new float[length];
        var discounts = new float[length];
        for (int t = 0; t < length; t++) {
            observations.add(Transition.observation(now));
            var choice = policy.apply(params, observations.get(t), Tensor.scalar(firstStep + steps++));
            logits.add(choice.logits());
            actions[t] = (int) choice.action().itemLong();
            var next = environment.step(actions[t]);
            rewards[t] = (float) next.reward();
            // the first state of another episode is no continuation, also if only time was up
            discounts[t] = next.isLast() ? 0 : (float) discount;
            now = next.isLast() ? environment.reset() : next;
        }
        observations.add(Transition.observation(now));
        return new Trajectory(
                Ops.stack(observations, 0),
                Ops.stack(logits, 0),
                Tensor.of(actions),
                Tensor.of(rewards),
                Tensor.of(discounts));
    }
}
