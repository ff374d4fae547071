package dev.haiku.nn.golden;

import static dev.haiku.loss.Losses.sigmoidBinaryCrossEntropy;
import static dev.haiku.loss.Losses.softmaxCrossEntropyWithIntegerLabels;

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
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.random.Random;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Padding;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The training runs that the cases carry as Python, restated; here those of images and of vectors.
 *
 * <p>The size of the optimisers' steps does not stand in the cases: it is that which reproduces the curves.
 */
final class TrainingTable {

    private static final int IMAGES = 16;
    static final double ADAM_RATE = 0.01;

    private static final Map<String, Function<GoldenCase, Training>> TABLE = new TreeMap<>(Map.ofEntries(
            Map.entry("e2e.mlp_classifier", MlpTrainings::classifier),
            Map.entry("e2e.mlp_regression", MlpTrainings::regression),
            Map.entry("e2e.mlp_dropout", MlpTrainings::dropout),
            Map.entry("e2e.cnn_batchnorm", TrainingTable::convolutions),
            Map.entry("e2e.resnet", TrainingTable::residual),
            Map.entry("e2e.vae", TrainingTable::autoencoder),
            Map.entry("e2e.vq_vae", TrainingTable::quantized),
            Map.entry("e2e.char_rnn", SequenceTrainings::recurrent),
            Map.entry("e2e.transformer", SequenceTrainings::transformer),
            Map.entry("e2e.q_learning", AgentTrainings::qLearning),
            Map.entry("e2e.actor_critic", AgentTrainings::actorCritic)));

    private static final Map<String, Supplier<GradientTransformation<ChainState>>> OPTIMIZERS = new TreeMap<>(Map.of(
            "sgd", () -> Optimizers.sgd(0.1),
            "momentum", () -> Optimizers.sgd(0.05, 0.9, false),
            "nesterov", () -> Optimizers.sgd(0.05, 0.9, true),
            "adam", () -> Optimizers.adam(ADAM_RATE),
            "rmsprop", () -> Optimizers.rmsprop(0.01),
            "lamb", () -> Optimizers.lamb(0.02),
            "lion", () -> Optimizers.lion(0.003)));

    private TrainingTable() {}

    static Training training(GoldenCase golden) {
        return ScriptRun.named(TABLE, golden.target(), golden).apply(golden);
    }

    /** {@return the optimiser that a case names} */
    static GradientTransformation<ChainState> optimizer(GoldenCase golden) {
        return ScriptRun.named(OPTIMIZERS, golden.spec().path("optimizer").asText(), golden)
                .get();
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

    /** {@return some rows of tensors, such as a batch of examples} */
    static Map<String, Tensor> rows(Map<String, Tensor> tensors, int start, int count) {
        return Trees.map(tensors, (Tensor x) -> x.slice(0, start, start + count));
    }

    private static Training convolutions(GoldenCase golden) {
        var all = inputs(golden, "x", "y");
        return Training.of(
                batch -> meanCrossEntropy(convolutions(batch.get("x")), batch.get("y")),
                optimizer(golden),
                20,
                i -> rows(all, i % 2 * IMAGES, IMAGES));
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
