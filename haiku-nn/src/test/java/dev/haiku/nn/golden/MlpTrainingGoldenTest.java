package dev.haiku.nn.golden;

import static dev.haiku.loss.Losses.softmaxCrossEntropyWithIntegerLabels;
import static dev.haiku.loss.Losses.squaredError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.Transformed;
import dev.haiku.array.HostArray;
import dev.haiku.func.Fn4;
import dev.haiku.func.Func;
import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.golden.Tolerance;
import dev.haiku.nn.Dropout;
import dev.haiku.nn.Linear;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Optimizers;
import dev.haiku.random.Key;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole training runs of perceptrons: the loss before every step and the last parameters.
 *
 * <p>The cases carry Python; what they do is restated here. The size of the optimisers' steps does not stand in them:
 * it is that which reproduces the curves.
 */
class MlpTrainingGoldenTest {

    private static final Map<String, Supplier<GradientTransformation<ChainState>>> OPTIMIZERS = Map.of(
            "sgd", () -> Optimizers.sgd(0.1),
            "momentum", () -> Optimizers.sgd(0.05, 0.9, false),
            "nesterov", () -> Optimizers.sgd(0.05, 0.9, true),
            "adam", () -> Optimizers.adam(0.01),
            "rmsprop", () -> Optimizers.rmsprop(0.01),
            "lamb", () -> Optimizers.lamb(0.02),
            "lion", () -> Optimizers.lion(0.003));

    private static final int CLASSIFIER_BATCH = 16;

    /** Inputs and targets of one step. */
    private record Batch(Tensor x, Tensor y) {}

    /** What a step leaves behind. */
    private record Step(Params params, ChainState state, Tensor loss) {}

    /** A case restated: everything that its driver needs. */
    private record Training(
            Transformed<Batch, Tensor> network,
            BiFunction<Tensor, Tensor, Tensor> loss,
            GradientTransformation<ChainState> optimizer,
            int steps,
            IntFunction<Batch> batches,
            IntFunction<Key> keys) {

        Step step(Params params, ChainState state, Batch batch, Key key) {
            var result = Func.valueAndGrad((Params p) -> loss.apply(network.apply(p, key, batch), batch.y()))
                    .apply(params);
            var update = optimizer.update(result.grad(), state, params);
            return new Step(Optimizers.applyUpdates(params, update.updates()), update.state(), result.value());
        }

        Map<String, HostArray> run(Params start, Fn4<Params, ChainState, Batch, Key, Step> step) {
            var last = new Step(start, optimizer.init(start), Tensor.scalar(0.0));
            var losses = new ArrayList<Tensor>();
            for (int i = 0; i < steps; i++) {
                last = step.apply(last.params(), last.state(), batches.apply(i), keys.apply(i));
                losses.add(last.loss());
            }
            var results = new HashMap<String, HostArray>();
            results.put("losses", Ops.stack(losses, 0).toHost());
            last.params()
                    .entries()
                    .forEach(entry -> results.put(
                            "final:" + entry.module() + "|" + entry.name(),
                            entry.value().toHost()));
            return results;
        }
    }

    private static final Map<String, Function<GoldenCase, Training>> TABLE = new TreeMap<>(Map.of(
            "e2e.mlp_classifier", MlpTrainingGoldenTest::classifier,
            "e2e.mlp_regression", MlpTrainingGoldenTest::regression,
            "e2e.mlp_dropout", MlpTrainingGoldenTest::dropout));

    static Stream<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("e2e"), "h_e2e").stream()
                .filter(golden -> golden.target().startsWith("e2e.mlp"));
    }

    private static Training training(GoldenCase golden) {
        assertThat(TABLE).containsKey(golden.target());
        return TABLE.get(golden.target()).apply(golden);
    }

    static GradientTransformation<ChainState> optimizer(GoldenCase golden) {
        var name = golden.spec().path("optimizer").asText();
        assertThat(OPTIMIZERS).as(golden.name()).containsKey(name);
        return OPTIMIZERS.get(name).get();
    }

    private static Training classifier(GoldenCase golden) {
        var x = Tensor.of(golden.tensor("in:x"));
        var y = Tensor.of(golden.tensor("in:y"));
        return new Training(
                Haiku.transform((Batch batch) -> new Mlp(List.of(16, 16, 3)).apply(batch.x())),
                (out, labels) ->
                        softmaxCrossEntropyWithIntegerLabels(out, labels).mean(),
                optimizer(golden),
                50,
                i -> {
                    int start = i % 4 * CLASSIFIER_BATCH;
                    return new Batch(
                            Ops.slice(x, 0, start, start + CLASSIFIER_BATCH),
                            Ops.slice(y, 0, start, start + CLASSIFIER_BATCH));
                },
                i -> Key.of(0));
    }

    private static Training regression(GoldenCase golden) {
        var activation = golden.spec().path("activation").asText();
        var all = new Batch(Tensor.of(golden.tensor("in:x")), Tensor.of(golden.tensor("in:y")));
        var spec = Spec.of(golden);
        return new Training(
                Haiku.transform((Batch batch) -> new Mlp(
                                List.of(8, 8, 1),
                                o -> o.activation(x -> FunctionTable.layer(
                                        spec,
                                        "jax.nn." + activation,
                                        golden.spec().path("none"),
                                        x)))
                        .apply(batch.x())),
                (out, targets) -> squaredError(out, targets).mean(),
                optimizer(golden),
                50,
                i -> all,
                i -> Key.of(0));
    }

    private static Training dropout(GoldenCase golden) {
        double rate = golden.spec().path("rate").asDouble();
        var all = new Batch(Tensor.of(golden.tensor("in:x")), Tensor.of(golden.tensor("in:y")));
        var key = Key.of(golden.spec().path("rng").asLong());
        return new Training(
                Haiku.transform((Batch batch) -> {
                    var hidden = Nn.relu(new Linear(12).apply(batch.x()));
                    if (!Haiku.runningInit()) {
                        hidden = Dropout.dropout(Haiku.nextRngKey(), rate, hidden);
                    }
                    return new Linear(3).apply(hidden);
                }),
                (out, labels) ->
                        softmaxCrossEntropyWithIntegerLabels(out, labels).mean(),
                Optimizers.adam(0.01),
                30,
                i -> all,
                key::foldIn);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void startsLikeHaiku(GoldenCase golden) {
        var training = training(golden);

        var params = training.network()
                .init(
                        Key.of(golden.spec().path("seed").asLong()),
                        training.batches().apply(0));

        assertThat(params.entries().stream().map(entry -> entry.module() + "|" + entry.name()))
                .containsExactlyElementsOf(golden.strings("param_order"));
        golden.json().path("init_check").properties().forEach(check -> {
            var path = check.getKey().split("\\|");
            GoldenAssert.check(
                    golden.name() + " " + check.getKey(),
                    golden.tensor(check.getValue().get(0).asText()),
                    params.get(path[0], path[1]).toHost(),
                    Tolerance.within(
                            check.getValue().get(1).asDouble(),
                            check.getValue().get(2).asDouble()));
        });
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void trainsLikeHaiku(GoldenCase golden) {
        var training = training(golden);

        check(golden, training.run(Bundle.params(golden, "init:"), training::step));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void trainsLikeHaikuWhenCompiled(GoldenCase golden) {
        var training = training(golden);

        check(golden, training.run(Bundle.params(golden, "init:"), Func.jit(training::step)));
    }

    private static void check(GoldenCase golden, Map<String, HostArray> results) {
        for (var key : golden.outputs()) {
            assertThat(results).as(golden.name()).containsKey(key);
            GoldenAssert.check(golden, key, results.get(key));
        }
    }
}
