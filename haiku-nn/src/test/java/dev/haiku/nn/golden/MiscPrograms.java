package dev.haiku.nn.golden;

import static java.util.Map.entry;

import dev.haiku.Haiku;
import dev.haiku.MixedPrecision;
import dev.haiku.Params;
import dev.haiku.ParamsAndState;
import dev.haiku.State;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.golden.GoldenCase;
import dev.haiku.nn.BatchNorm;
import dev.haiku.nn.Conv2D;
import dev.haiku.nn.Linear;
import dev.haiku.nn.init.Initializers;
import dev.haiku.nn.nets.Mlp;
import dev.haiku.nn.nets.VectorQuantizer;
import dev.haiku.nn.nets.VectorQuantizerEma;
import dev.haiku.precision.Policy;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Cases about transformed functions as a whole, restated from their Python: from a case to its results by key. */
final class MiscPrograms {

    static final Map<String, Function<GoldenCase, Map<String, Tensor>>> SCRIPTS = Map.ofEntries(
            entry("multi_transform_case", MiscPrograms::multiTransform),
            entry("multi_transform_with_state_case", MiscPrograms::multiTransformWithState),
            entry("multi_transform_rng", MiscPrograms::multiTransformKeys),
            entry("transforms_compose", MiscPrograms::composed),
            entry("init_with_integer_seed", MiscPrograms::seeds),
            entry("init_does_not_depend_on_values", MiscPrograms::valuesDoNotMatter),
            entry("state_counter_three_steps", MiscPrograms::threeSteps),
            entry("data_structures", MiscPrograms::dataStructures),
            entry("merge_conflicts", MiscPrograms::mergeConflicts),
            entry("cross_replica_batch_norm", MiscPrograms::replicatedBatchNorm),
            entry("cross_replica_vq_ema", MiscPrograms::replicatedQuantizerEma),
            entry("cross_replica_vq", MiscPrograms::replicatedQuantizer),
            entry("mixed_precision", MiscPrograms::mixedPrecision),
            entry("mixed_push_policy", MiscPrograms::pushedPolicy));

    private MiscPrograms() {}

    private static Tensor x(GoldenCase golden) {
        return Tensor.of(golden.tensor("in:x"));
    }

    private record Autoencoder(Linear enc, Linear dec) {

        private Tensor both(Tensor x) {
            return dec.apply(enc.apply(x));
        }
    }

    private static Map<String, Tensor> multiTransform(GoldenCase golden) {
        var net = Haiku.multiTransform(
                () -> new Autoencoder(new Linear(3, o -> o.name("enc")), new Linear(4, o -> o.name("dec"))),
                Autoencoder::both);
        var params = net.init(Key.of(3), x(golden));
        var encode = net.function((Autoencoder a, Tensor x) -> a.enc().apply(x)).withoutApplyRng();
        var decode = net.function((Autoencoder a, Tensor x) -> a.dec().apply(x)).withoutApplyRng();
        var both = net.function(Autoencoder::both).withoutApplyRng();
        var h = encode.apply(params, x(golden));
        var results = new TreeMap<String, Tensor>();
        Bundle.put(results, "init", params);
        results.put("enc", h);
        results.put("dec", decode.apply(params, h));
        results.put("both", both.apply(params, x(golden)));
        return results;
    }

    private record Normalised(BatchNorm norm, Linear linear) {

        private Tensor apply(Tensor x, boolean isTraining) {
            return linear.apply(norm.apply(x, isTraining));
        }
    }

    private static Map<String, Tensor> multiTransformWithState(GoldenCase golden) {
        var net = Haiku.multiTransformWithState(
                () -> new Normalised(new BatchNorm(true, true, 0.9), new Linear(2)),
                (Normalised n, Tensor x) -> n.apply(x, true));
        var train = net.function((Normalised n, Tensor x) -> n.apply(x, true)).withoutApplyRng();
        var eval = net.function((Normalised n, Tensor x) -> n.apply(x, false)).withoutApplyRng();
        var initial = net.init(Key.of(4), x(golden));
        var trained = train.apply(initial.params(), initial.state(), x(golden));
        var evaluated = eval.apply(initial.params(), trained.state(), x(golden));
        var results = new TreeMap<String, Tensor>();
        Bundle.put(results, "init", initial.params());
        Bundle.put(results, "state0", initial.state());
        Bundle.put(results, "state1", trained.state());
        Bundle.put(results, "state2", evaluated.state());
        results.put("train", trained.value());
        results.put("eval", evaluated.value());
        return results;
    }

    private static Tensor noisy(Tensor x) {
        return x.add(Random.normal(Haiku.nextRngKey(), x.shape()));
    }

    private static Map<String, Tensor> multiTransformKeys(GoldenCase golden) {
        var net = Haiku.multiTransform(() -> List.of(), (List<Object> none, Tensor x) -> noisy(x));
        var params = net.init(Key.of(3), x(golden));
        var once = net.function((List<Object> none, Tensor x) -> noisy(x));
        var twice = net.function((List<Object> none, Tensor x) -> noisy(noisy(x)));
        return Map.of(
                "a", once.apply(params, Key.of(1), x(golden)),
                "b", twice.apply(params, Key.of(1), x(golden)));
    }

    private static Map<String, Tensor> composed(GoldenCase golden) {
        var withState = Haiku.transformWithState((Tensor x) -> new Linear(2).apply(x));
        var g = Haiku.withoutApplyRng(Haiku.withoutState(withState));
        var h = Haiku.withEmptyState(Haiku.transform((Tensor x) -> new Linear(2).apply(x)));
        var params = g.init(Key.of(0), x(golden));
        var other = h.init(Key.of(0), x(golden));
        var results = new TreeMap<String, Tensor>();
        Bundle.put(results, "init", params);
        results.put("out", g.apply(params, x(golden)));
        results.put(
                "out2",
                h.withoutApplyRng()
                        .apply(other.params(), other.state(), x(golden))
                        .value());
        return results;
    }

    private static Map<String, Tensor> seeds(GoldenCase golden) {
        var net = Haiku.transform((Tensor x) -> new Mlp(List.of(3, 2)).apply(x));
        var results = new TreeMap<String, Tensor>();
        Bundle.put(results, "init", net.init(Key.of(42), x(golden)));
        Bundle.put(results, "same", net.init(Key.of(Tensor.scalar(42)), x(golden)));
        return results;
    }

    private static Map<String, Tensor> valuesDoNotMatter(GoldenCase golden) {
        var net = Haiku.transform((Tensor x) -> new Linear(3).apply(x));
        var results = new TreeMap<String, Tensor>();
        Bundle.put(results, "init", net.init(Key.of(5), x(golden).mul(0)));
        return results;
    }

    private static Map<String, Tensor> threeSteps(GoldenCase golden) {
        var net = Haiku.transformWithState((Tensor x) -> {
            var c = Haiku.getState("c", Shape.SCALAR, Initializers.zeros());
            var m = Haiku.getState("m", x.shape(), Initializers.zeros());
            Haiku.setState("c", c.add(1));
            Haiku.setState("m", m.mul(0.5).add(x));
            return m.mul(c);
        });
        var initial = net.initWithoutRng(x(golden));
        var state = initial.state();
        var results = new TreeMap<String, Tensor>();
        Bundle.put(results, "state0", state);
        for (int i = 0; i < 3; i++) {
            var applied = net.withoutApplyRng()
                    .apply(initial.params(), state, x(golden).add(i));
            state = applied.state();
            results.put("out" + i, applied.value());
            Bundle.put(results, "state" + (i + 1), state);
        }
        return results;
    }

    /** {@return the parameters that the case on data structures is about} */
    static Params twoNets(Tensor x) {
        return Haiku.transform((Tensor in) ->
                        new Mlp(List.of(3, 2)).apply(in).add(new Linear(2, o -> o.withBias(false)).apply(in)))
                .init(Key.of(1), x);
    }

    private static Map<String, Tensor> dataStructures(GoldenCase golden) {
        var params = twoNets(x(golden));
        var parts = params.partition(entry -> entry.name().equals("w"));
        var results = new TreeMap<String, Tensor>();
        Bundle.put(
                results,
                "map",
                params.mapEntries(e -> e.value().mul(2).add(e.name().length())));
        Bundle.put(results, "merged", parts.matching().merge(parts.rest().map(v -> v.add(1))));
        return results;
    }

    private static Map<String, Tensor> mergeConflicts(GoldenCase golden) {
        var x = x(golden);
        var a = Params.of(Map.of("m", Map.of("w", x, "b", x.get(0))));
        var c = Params.of(Map.of("m", Map.of("w", x.mul(2)), "n", Map.of("v", x.get(1))));
        var results = new TreeMap<String, Tensor>();
        Bundle.put(results, "merged", a.merge(c));
        return results;
    }

    private static Map<String, Tensor> replicatedBatchNorm(GoldenCase golden) {
        var replicas = Haiku.transformWithState(
                        (Tensor x) -> new BatchNorm(true, true, 0.9, o -> o.crossReplicaAxis("i")).apply(x, true))
                .withoutApplyRng();
        var x = Tensor.of(golden.tensor("in:rx"));
        var initial = Haiku.transformWithState((Tensor in) -> new BatchNorm(true, true, 0.9).apply(in, true))
                .initWithoutRng(x.get(0));
        Function<Tensor, Replicated<Tensor>> mapped = over(in -> {
            var applied = replicas.apply(initial.params(), initial.state(), in);
            return new Replicated<>(applied.value(), applied.state());
        });
        var applied = mapped.apply(x);
        var results = new TreeMap<String, Tensor>();
        results.put("out", applied.output());
        Bundle.put(results, "state1", applied.state());
        results.put(
                "grad",
                Func.grad((Tensor in) -> Ops.pow(mapped.apply(in).output(), 3).sum())
                        .apply(x));
        return results;
    }

    private record Replicated<R>(R output, State state) {}

    /** {@return a function of all replicas, along the axis {@code i}} */
    private static <R> Function<Tensor, R> over(Function<Tensor, R> f) {
        return Func.vmap(f, o -> o.axisName("i"));
    }

    private static Map<String, Tensor> replicatedQuantizerEma(GoldenCase golden) {
        var replicas = Haiku.transformWithState((Tensor x) ->
                        new VectorQuantizerEma(3, 4, 0.25, 0.9, o -> o.crossReplicaAxis("i")).apply(x, true))
                .withoutApplyRng();
        var x = Tensor.of(golden.tensor("in:rx"));
        ParamsAndState initial = Haiku.transformWithState(
                        (Tensor in) -> new VectorQuantizerEma(3, 4, 0.25, 0.9).apply(in, true))
                .init(Key.of(1), x.get(0));
        var applied = over(in -> {
                    var result = replicas.apply(initial.params(), initial.state(), in);
                    return new Replicated<>(result.value(), result.state());
                })
                .apply(x);
        var results = new TreeMap<>(OutputPaths.of("out", applied.output()));
        Bundle.put(results, "state1", applied.state());
        return results;
    }

    private static Map<String, Tensor> replicatedQuantizer(GoldenCase golden) {
        var replicas = Haiku.transform(
                        (Tensor x) -> new VectorQuantizer(3, 4, 0.25, o -> o.crossReplicaAxis("i")).apply(x, true))
                .withoutApplyRng();
        var x = Tensor.of(golden.tensor("in:rx"));
        var params = Haiku.transform((Tensor in) -> new VectorQuantizer(3, 4, 0.25).apply(in, true))
                .init(Key.of(1), x.get(0));
        return OutputPaths.of("out", over(in -> replicas.apply(params, in)).apply(x));
    }

    private static Map<String, Tensor> mixedPrecision(GoldenCase golden) {
        MixedPrecision.setPolicy(Linear.class, policy(golden));
        try {
            var net = Haiku.transform((Tensor x) -> new Mlp(List.of(5, 3)).apply(x))
                    .withoutApplyRng();
            var params = net.init(Key.of(2), x(golden));
            var results = new TreeMap<String, Tensor>();
            Bundle.put(results, "init", params.map(p -> p.cast(DType.F32)));
            results.put("out", net.apply(params, x(golden)).cast(DType.F32));
            return results;
        } finally {
            MixedPrecision.clearPolicy(Linear.class);
        }
    }

    /** The cases tell the element types of parameters and output; where those are wide, the tolerance tells the other. */
    private static Policy policy(GoldenCase golden) {
        var params = Spec.dtype(golden.json().path("param_dtype").asText());
        var output = Spec.dtype(golden.json().path("out_dtype").asText());
        double tolerance = golden.json().path("tol").path("out").get(0).asDouble();
        var compute = output != DType.F32 ? output : tolerance < 0.01 ? DType.F16 : DType.BF16;
        return new Policy(params, compute, output);
    }

    private static Map<String, Tensor> pushedPolicy(GoldenCase golden) {
        var policy = new Policy(DType.F32, DType.F16, DType.F32);
        var net = Haiku.transform((Tensor x) -> {
                    var image = x.expandDims(-1);
                    Tensor mixed = MixedPrecision.pushPolicy(Conv2D.class, policy, () -> new Conv2D(2, 3).apply(image));
                    return List.of(mixed, new Conv2D(2, 3).apply(image));
                })
                .withoutApplyRng();
        var images = Tensor.of(golden.tensor("in:img"));
        var params = net.init(Key.of(2), images);
        var outputs = net.apply(params, images);
        var results = new TreeMap<String, Tensor>();
        Bundle.put(results, "init", params);
        results.put("mixed", outputs.get(0));
        results.put("full", outputs.get(1));
        return results;
    }
}
