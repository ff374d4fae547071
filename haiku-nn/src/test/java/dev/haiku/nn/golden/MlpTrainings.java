package dev.haiku.nn.golden;

import static dev.haiku.loss.Losses.squaredError;
import static dev.haiku.nn.golden.TrainingTable.inputs;
import static dev.haiku.nn.golden.TrainingTable.meanCrossEntropy;
import static dev.haiku.nn.golden.TrainingTable.rows;

import dev.haiku.Haiku;
import dev.haiku.golden.GoldenCase;
import dev.haiku.nn.Dropout;
import dev.haiku.nn.Linear;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.optim.Optimizers;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** Training runs of perceptrons. */
final class MlpTrainings {

    private static final int STEPS = 50;
    private static final int BATCH = 16;

    private MlpTrainings() {}

    static Training classifier(GoldenCase golden) {
        var all = inputs(golden, "x", "y");
        return Training.of(
                batch -> meanCrossEntropy(new Mlp(List.of(16, 16, 3)).apply(batch.get("x")), batch.get("y")),
                TrainingTable.optimizer(golden),
                STEPS,
                i -> rows(all, i % 4 * BATCH, BATCH));
    }

    static Training regression(GoldenCase golden) {
        var name = "jax.nn." + golden.spec().path("activation").asText();
        var spec = Spec.of(golden);
        var all = inputs(golden, "x", "y");
        return Training.of(
                batch -> {
                    var net = new Mlp(
                            List.of(8, 8, 1),
                            o -> o.activation(x -> FunctionTable.layer(
                                    spec, name, golden.spec().path("none"), x)));
                    return squaredError(net.apply(batch.get("x")), batch.get("y"))
                            .mean();
                },
                TrainingTable.optimizer(golden),
                STEPS,
                i -> all);
    }

    static Training dropout(GoldenCase golden) {
        double rate = golden.spec().path("rate").asDouble();
        var all = inputs(golden, "x", "y");
        return Training.of(
                        batch -> meanCrossEntropy(dropout(batch.get("x"), rate), batch.get("y")),
                        Optimizers.adam(TrainingTable.ADAM_RATE),
                        30,
                        i -> all)
                .withKeys(golden.spec().path("rng").asLong());
    }

    private static Tensor dropout(Tensor x, double rate) {
        var hidden = Nn.relu(new Linear(12).apply(x));
        if (!Haiku.runningInit()) {
            hidden = Dropout.dropout(Haiku.nextRngKey(), rate, hidden);
        }
        return new Linear(3).apply(hidden);
    }
}
