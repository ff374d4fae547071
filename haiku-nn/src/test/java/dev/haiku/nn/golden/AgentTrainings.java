package dev.haiku.nn.golden;

import static dev.haiku.nn.golden.TrainingTable.inputs;

import dev.haiku.func.Func;
import dev.haiku.golden.GoldenCase;
import dev.haiku.nn.Linear;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.optim.Optimizers;
import dev.haiku.rl.Rlax;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Training runs of agents on fixed experience. */
final class AgentTrainings {

    private static final int STEPS = 30;

    private AgentTrainings() {}

    /** A batch of transitions with the values before and after them. */
    private record Transitions(Tensor before, Tensor action, Tensor reward, Tensor discount, Tensor after) {

        Tensor error() {
            return Rlax.qLearning(before, action, reward, discount, after);
        }

        Tensor doubleError() {
            return Rlax.doubleQLearning(before, action, reward, discount, after, after);
        }
    }

    static Training qLearning(GoldenCase golden) {
        boolean isDouble = golden.spec().path("double").asBoolean();
        var all = inputs(golden, "o", "o2", "a", "r", "d");
        return Training.of(
                batch -> {
                    var net = new Mlp(List.of(16, 3));
                    var before = net.apply(batch.get("o"));
                    var after = net.apply(batch.get("o2"));
                    var transitions = new Transitions(before, batch.get("a"), batch.get("r"), batch.get("d"), after);
                    var errors = Func.vmap((Transitions t) -> isDouble ? t.doubleError() : t.error())
                            .apply(transitions);
                    return Rlax.huberLoss(errors).mean();
                },
                Optimizers.adam(0.01),
                STEPS,
                i -> all);
    }

    /** Errors of values, and advantages of actions. */
    private record Targets(Tensor errors, Tensor advantages) {}

    static Training actorCritic(GoldenCase golden) {
        boolean vtrace = golden.spec().path("vtrace").asBoolean();
        var all = inputs(golden, "o", "a", "r", "d", "mu");
        return Training.of(batch -> actorCritic(batch, vtrace), Optimizers.rmsprop(0.005), STEPS, i -> all);
    }

    private static Tensor actorCritic(Map<String, Tensor> batch, boolean vtrace) {
        var hidden = new Mlp(List.of(16), o -> o.activateFinal(true)).apply(batch.get("o"));
        int steps = batch.get("r").shape().dim(0);
        var logits = Ops.slice(new Linear(3).apply(hidden), 0, 0, steps);
        var values = new Linear(1).apply(hidden).squeeze(1);
        var targets = targets(batch, logits, values, vtrace);
        var weights = Ops.onesLike(batch.get("r"));
        var policyLoss = Rlax.policyGradientLoss(logits, batch.get("a"), targets.advantages(), weights);
        var valueLoss = targets.errors().square().mean().mul(0.5);
        var entropyLoss = Rlax.entropyLoss(logits, weights).mul(0.01);
        return policyLoss.add(valueLoss).add(entropyLoss);
    }

    private static Targets targets(Map<String, Tensor> batch, Tensor logits, Tensor values, boolean vtrace) {
        int steps = logits.shape().dim(0);
        var before = Ops.slice(values, 0, 0, steps);
        var after = Ops.slice(values, 0, 1, steps + 1);
        if (!vtrace) {
            var errors = Rlax.tdLambda(before, batch.get("r"), batch.get("d"), after, 0.9);
            return new Targets(errors, errors);
        }
        var taken = Rlax.batchedIndex(Nn.logSoftmax(logits), batch.get("a"));
        var ratios = Ops.stopGradient(Ops.exp(taken).div(batch.get("mu")));
        var output = Rlax.vtraceTdErrorAndAdvantage(before, after, batch.get("r"), batch.get("d"), ratios);
        return new Targets(output.errors(), output.pgAdvantage());
    }
}
