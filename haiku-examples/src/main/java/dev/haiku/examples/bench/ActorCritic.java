package dev.haiku.examples.bench;

import dev.haiku.array.Shape;
import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.nn.Linear;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Index;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The loss of an actor-critic on trajectories of other policies, which V-trace corrects.
 *
 * <p>Source: Espeholt et al., <em>IMPALA</em>, 2018.
 */
final class ActorCritic {

    private static final int TIME = 20;
    private static final int BATCH = 32;
    private static final int OBSERVATION = 64;
    private static final int ACTIONS = 6;
    private static final double DISCOUNT = 0.99;
    private static final double END = 0.05;

    private ActorCritic() {}

    /** What actors saw: observations {@code [time + 1, batch, size]}, all else {@code [time, batch, ...]}. */
    record Trajectories(
            Tensor observations, Tensor actions, Tensor behaviourLogits, Tensor rewards, Tensor discounts) {}

    private record Backup(Tensor error, Tensor discount, Tensor trace) {}

    private record Critic(Tensor now, Tensor next) {}

    static Trajectories trajectories() {
        var keys = Key.of(0).split(5);
        var shape = Shape.of(TIME, BATCH);
        return new Trajectories(
                Random.normal(keys.get(0), Shape.of(TIME + 1, BATCH, OBSERVATION)),
                Random.randint(keys.get(1), shape, 0, ACTIONS),
                Random.normal(keys.get(2), shape.concat(Shape.of(ACTIONS))),
                Random.normal(keys.get(3), shape),
                Ops.where(Random.uniform(keys.get(4), shape).gt(END), DISCOUNT, 0.0));
    }

    static Tensor loss(Trajectories t) {
        var features = new Mlp(List.of(256, 256), o -> o.activateFinal(true)).apply(t.observations());
        var logPolicy = Nn.logSoftmax(new Linear(ACTIONS).apply(features).get(Index.range(0, -1)));
        var values = Ops.squeeze(new Linear(1).apply(features), -1);
        var logTaken = taken(logPolicy, t.actions());
        var logBehaviour = taken(Nn.logSoftmax(t.behaviourLogits()), t.actions());
        var clipped = Ops.minimum(Ops.stopGradient(logTaken.sub(logBehaviour).exp()), 1.0);
        var critic = new Critic(
                Ops.stopGradient(values.get(Index.range(0, -1))), Ops.stopGradient(values.get(Index.from(1))));
        var targets = targets(t, clipped, critic);
        var nextTargets =
                Ops.concatenate(0, targets.get(Index.from(1)), critic.next().get(Index.from(-1)));
        var advantages =
                clipped.mul(t.rewards().add(t.discounts().mul(nextTargets)).sub(critic.now()));
        var policyLoss = logTaken.mul(advantages).mean().neg();
        var valueLoss =
                targets.sub(values.get(Index.range(0, -1))).square().mean().mul(0.5);
        var negatedEntropy = logPolicy.exp().mul(logPolicy).sum(-1).mean();
        return policyLoss.add(valueLoss.mul(0.5)).add(negatedEntropy.mul(0.01));
    }

    private static Tensor taken(Tensor logits, Tensor actions) {
        return Ops.squeeze(Ops.takeAlongAxis(logits, Ops.expandDims(actions, -1), -1), -1);
    }

    private static Tensor targets(Trajectories t, Tensor clipped, Critic critic) {
        var bootstrapped = t.rewards().add(t.discounts().mul(critic.next()));
        var errors = clipped.mul(bootstrapped.sub(critic.now()));
        var summed = Control.scan(
                (Tensor sum, Backup step) -> {
                    var next =
                            step.error().add(step.discount().mul(step.trace()).mul(sum));
                    return new Carried<>(next, next);
                },
                Ops.zeros(Shape.of(BATCH)),
                new Backup(errors, t.discounts(), clipped),
                o -> o.reverse(true));
        return summed.ys().add(critic.now());
    }
}
