package dev.haiku.nn.golden;

import static dev.haiku.loss.Losses.sigmoidBinaryCrossEntropy;
import static dev.haiku.loss.Losses.softmaxCrossEntropyWithIntegerLabels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.golden.GoldenCase;
import dev.haiku.nn.BatchNorm;
import dev.haiku.nn.Conv2D;
import dev.haiku.nn.Flatten;
import dev.haiku.nn.Linear;
import dev.haiku.nn.Pooling;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.nn.nets.Quantized;
import dev.haiku.nn.nets.ResNet;
import dev.haiku.nn.nets.VectorQuantizer;
import dev.haiku.nn.nets.VectorQuantizerEma;
import dev.haiku.optim.Optimizers;
import dev.haiku.random.Random;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The training runs that the cases carry as Python, restated: networks of images and of vectors. */
final class TrainingTable {

    private static final int IMAGES = 16;
    private static final double ADAM_RATE = 0.01;

    private static final Map<String, Function<GoldenCase, Training>> TABLE = new TreeMap<>(Map.of(
            "e2e.cnn_batchnorm", TrainingTable::convolutions,
            "e2e.resnet", TrainingTable::residual,
            "e2e.vae", TrainingTable::autoencoder,
            "e2e.vq_vae", TrainingTable::quantized,
            "e2e.char_rnn", SequenceTrainings::recurrent,
            "e2e.transformer", SequenceTrainings::transformer,
            "e2e.q_learning", AgentTrainings::qLearning,
            "e2e.actor_critic", AgentTrainings::actorCritic));

    private TrainingTable() {}

    static Training training(GoldenCase golden) {
        return choice(TABLE, golden.target(), golden).apply(golden);
    }

    /** {@return the row of a name, which the table must have} */
    static <T> T choice(Map<String, T> table, String name, GoldenCase golden) {
        assertThat(table).as(golden.name()).containsKey(name);
        return table.get(name);
    }

    static Tensor meanCrossEntropy(Tensor logits, Tensor labels) {
        return softmaxCrossEntropyWithIntegerLabels(logits, labels).mean();
    }

    static Map<String, Tensor> inputs(GoldenCase golden, String... names) {
        var inputs = new TreeMap<String, Tensor>();
        for (var name : names) {
            inputs.put(name, Tensor.of(golden.tensor("in:" + name)));
        }
        return inputs;
    }

    private static Training convolutions(GoldenCase golden) {
        var all = inputs(golden, "x", "y");
        return Training.of(
                batch -> meanCrossEntropy(convolutions(batch.get("x")), batch.get("y")),
                MlpTrainingGoldenTest.optimizer(golden),
                20,
                i -> {
                    int start = i % 2 * IMAGES;
                    return Map.of(
                            "x", Ops.slice(all.get("x"), 0, start, start + IMAGES),
                            "y", Ops.slice(all.get("y"), 0, start, start + IMAGES));
                });
    }

    private static Tensor convolutions(Tensor images) {
        var x = new Conv2D(4, 3, o -> o.withBias(false)).apply(images);
        x = Nn.relu(new BatchNorm(true, true, 0.9).apply(x, true));
        x = Pooling.maxPool(x, List.of(1, 2, 2, 1), List.of(1, 2, 2, 1), Padding.SAME);
        x = new Conv2D(6, 3, o -> o.stride(2).withBias(false)).apply(x);
        x = Nn.relu(new BatchNorm(true, true, 0.9).apply(x, true));
        return new Linear(2).apply(new Flatten().apply(x));
    }

    private static Training residual(GoldenCase golden) {
        boolean v2 = golden.spec().path("resnet_v2").asBoolean();
        var all = inputs(golden, "x", "y");
        var sizes = new ResNet.Sizes(List.of(1, 1, 1, 1), false, List.of(4, 4, 8, 8), List.of(false, true, true, true));
        return Training.of(
                batch -> {
                    var net = new ResNet(
                            3,
                            sizes,
                            o -> o.v2(v2)
                                    .strides(List.of(1, 2, 1, 1))
                                    .initialConv(new ResNet.InitialConv(4, List.of(3, 3), conv -> conv.stride(1))));
                    return meanCrossEntropy(net.apply(batch.get("x"), true), batch.get("y"));
                },
                Optimizers.sgd(0.05, 0.9, false),
                10,
                i -> all);
    }

    private static Training autoencoder(GoldenCase golden) {
        var all = inputs(golden, "x");
        return Training.of(batch -> autoencoder(batch.get("x")), Optimizers.adam(ADAM_RATE), 20, i -> all)
                .withKeys(golden.spec().path("rng").asLong());
    }

    /** {@return the negative evidence bound of a batch} */
    private static Tensor autoencoder(Tensor x) {
        var hidden = Nn.relu(new Linear(16).apply(x));
        var mean = new Linear(3).apply(hidden);
        var logScale = new Linear(3).apply(hidden);
        var code = Haiku.runningInit()
                ? mean
                : mean.add(Ops.exp(logScale).mul(Random.normal(Haiku.nextRngKey(), mean.shape())));
        var decoded = Nn.relu(new Linear(16).apply(code));
        var logits = new Linear(12).apply(decoded);
        var reconstruction = sigmoidBinaryCrossEntropy(logits, x).sum(-1);
        var twice = logScale.mul(2);
        var divergence =
                Ops.exp(twice).add(mean.square()).sub(1).sub(twice).sum(-1).mul(0.5);
        return reconstruction.add(divergence).mean();
    }

    private static Training quantized(GoldenCase golden) {
        boolean ema = golden.spec().path("ema").asBoolean();
        var all = inputs(golden, "x");
        return Training.of(
                batch -> {
                    var codes = quantize(new Mlp(List.of(8, 3)).apply(batch.get("x")), ema);
                    var decoded = new Mlp(List.of(8, 6)).apply(codes.quantize());
                    return decoded.sub(batch.get("x")).square().mean().add(codes.loss());
                },
                Optimizers.adam(ADAM_RATE),
                20,
                i -> all);
    }

    private static Quantized quantize(Tensor z, boolean ema) {
        return ema
                ? new VectorQuantizerEma(3, 5, 0.25, 0.9).apply(z, true)
                : new VectorQuantizer(3, 5, 0.25).apply(z, true);
    }
}
