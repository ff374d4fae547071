package dev.haiku.nn.golden;

import dev.haiku.Haiku;
import dev.haiku.State;
import dev.haiku.func.Func;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.nn.golden.ModuleRun.Point;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forward mode and Hessian-vector products of modules, run from their spec. */
class ModuleTransformGoldenTest {

    private record Results(Map<String, Tensor> out, Map<String, Tensor> pushed, Point product) {}

    static List<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("module_transform"), "e_transforms");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void forwardModeAndHessianProductsAreThoseOfJax(GoldenCase golden) {
        check(golden, run(golden));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void theyAreTheSameWhenCompiled(GoldenCase golden) {
        check(golden, Func.jit(run(golden)));
    }

    private static Function<Point, Results> run(GoldenCase golden) {
        var init = Haiku.transformWithState((Map<String, Tensor> in) -> module(golden, in))
                .init(Key.of(golden.spec().path("seed").asLong()), Bundle.inputs(golden, "in:"));
        var state = Bundle.state(golden, "state_in:", init.state());
        var tangent = new Point(Bundle.params(golden, "tan:params:"), tangents(golden));
        var cotangents = ModuleRun.cotangents(golden, "ct");
        return at -> {
            Function<Point, Map<String, Tensor>> f = point -> apply(golden, state, point);
            var pushed = Func.jvp(f, at, tangent);
            var product = Func.hvp((Point p) -> ModuleRun.weighted(f.apply(p), cotangents), at, tangent);
            return new Results(pushed.value(), pushed.tangent(), product);
        };
    }

    private static Map<String, Tensor> apply(GoldenCase golden, State state, Point point) {
        var inputs = Bundle.inputs(golden, "in:");
        inputs.putAll(point.inputs());
        var network = Haiku.transformWithState((Map<String, Tensor> in) -> module(golden, in));
        var rng = golden.spec().path("rng");
        return rng.isNumber()
                ? network.apply(point.params(), state, Key.of(rng.asLong()), inputs)
                        .value()
                : network.withoutApplyRng().apply(point.params(), state, inputs).value();
    }

    private static Map<String, Tensor> module(GoldenCase golden, Map<String, Tensor> inputs) {
        return new ModuleRun(golden, golden.spec().path("call")).run(inputs);
    }

    private static Map<String, Tensor> tangents(GoldenCase golden) {
        var tangents = new TreeMap<String, Tensor>();
        Bundle.inputs(golden, "tan:in:").forEach((key, value) -> tangents.put(key.substring("tan:".length()), value));
        return tangents;
    }

    private static void check(GoldenCase golden, Function<Point, Results> f) {
        var inputs = Bundle.inputs(golden, "in:");
        inputs.keySet().retainAll(tangents(golden).keySet());
        var results = f.apply(new Point(Bundle.params(golden, "params:"), inputs));
        var all = new TreeMap<String, Tensor>();
        all.putAll(results.out());
        results.pushed().forEach((key, value) -> all.put("jvp:" + key, value));
        Bundle.check(golden, results.product().putInto(all, "hvp"));
    }
}
