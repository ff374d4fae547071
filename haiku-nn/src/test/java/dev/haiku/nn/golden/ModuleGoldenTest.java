package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.Transformed;
import dev.haiku.array.HostArray;
import dev.haiku.func.Func;
import dev.haiku.func.WithAux;
import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.golden.Tolerance;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of one call of a module, run from its spec: first values, names and their order, output, gradients.
 *
 * <p>Names are mapped by {@link ModuleTable}. Cases that use a module of {@link ModuleTable#LATER} are left out.
 */
class ModuleGoldenTest {

    /** Where gradients are taken: parameters and floating-point inputs. */
    private record Point(Params params, Map<String, Tensor> inputs) {}

    static List<GoldenCase> all() {
        return GoldenCases.loadKinds(List.of("module"), "c_modules", "c_nets");
    }

    static Stream<GoldenCase> cases() {
        return all().stream().filter(golden -> Bundle.later(golden, ModuleTable.LATER).isEmpty());
    }

    @Test
    void leavesOutOnlyModulesThatAreNamedAsLaterWork() {
        var unknown = new TreeSet<String>();
        for (var golden : all()) {
            Spec.mentionedModules(golden).stream()
                    .filter(name -> !ModuleTable.names().contains(name) && !ModuleTable.LATER.contains(name))
                    .forEach(unknown::add);
        }

        assertThat(unknown).isEmpty();
        assertThat(ModuleTable.LATER).doesNotContainAnyElementsOf(ModuleTable.names());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void initMatchesHaiku(GoldenCase golden) {
        var params = network(golden).init(Key.of(golden.spec().path("seed").asLong()), inputs(golden));

        assertThat(params.entries().stream().map(entry -> entry.module() + "|" + entry.name()))
                .containsExactlyElementsOf(golden.strings("param_order"));
        golden.json().path("init_check").properties().forEach(check -> {
            var path = check.getKey().split("\\|");
            var expected = golden.tensor(check.getValue().get(0).asText());
            var tolerance = Tolerance.within(
                    check.getValue().get(1).asDouble(), check.getValue().get(2).asDouble());
            GoldenAssert.check(
                    golden.name() + " " + check.getKey(),
                    expected,
                    params.get(path[0], path[1]).toHost(),
                    tolerance);
        });
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void applyAndGradientsMatchHaiku(GoldenCase golden) {
        check(golden, results(golden, false));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void compiledApplyAndGradientsMatchHaiku(GoldenCase golden) {
        check(golden, results(golden, true));
    }

    private static void check(GoldenCase golden, Map<String, HostArray> results) {
        for (var key : golden.outputs()) {
            assertThat(results).as(golden.name()).containsKey(key);
            GoldenAssert.check(golden, key, results.get(key));
        }
    }

    private static Transformed<Map<String, Tensor>, Tensor> network(GoldenCase golden) {
        return Haiku.transform((Map<String, Tensor> inputs) -> run(golden, inputs));
    }

    private static Tensor run(GoldenCase golden, Map<String, Tensor> inputs) {
        var json = golden.spec();
        var spec = new Spec(golden, key -> {
            if (!inputs.containsKey(key)) {
                throw new AssertionError(golden.name() + " has no input '" + key + "'.");
            }
            return inputs.get(key);
        });
        var call = json.path("call");
        var keywords = Haiku.runningInit() && call.has("init_kwargs") ? call.get("init_kwargs") : call.path("kwargs");
        return ModuleTable.row(spec, json.path("module").asText()).run(spec, json.path("args"), call, keywords);
    }

    private static Map<String, Tensor> inputs(GoldenCase golden) {
        var inputs = new TreeMap<String, Tensor>();
        golden.inputs().stream()
                .filter(key -> key.startsWith("in:"))
                .forEach(key -> inputs.put(key, Tensor.of(golden.tensor(key))));
        return inputs;
    }

    private static Map<String, HostArray> results(GoldenCase golden, boolean compiled) {
        var network = network(golden);
        var all = inputs(golden);
        var cotangent = golden.keys().contains("ct") ? Tensor.of(golden.tensor("ct")) : Tensor.scalar(0.0);
        var rng = golden.spec().path("rng");
        java.util.function.BiFunction<Point, Map<String, Tensor>, WithAux<Tensor>> loss = (point, fixed) -> {
            var inputs = new TreeMap<>(fixed);
            inputs.putAll(point.inputs());
            var out = rng.isNumber()
                    ? network.apply(point.params(), Key.of(rng.asLong()), inputs)
                    : network.withoutApplyRng().apply(point.params(), inputs);
            return new WithAux<>(out.mul(cotangent).sum(), out);
        };
        var derivative = Func.valueAndGradWithAux(loss);
        var point = new Point(Bundle.params(golden, "params:"), select(all, true));
        var result = (compiled ? Func.jit(derivative) : derivative).apply(point, select(all, false));
        var results = new HashMap<String, HostArray>();
        results.put("out", result.aux().toHost());
        results.put("loss", result.value().toHost());
        result.grad().inputs().forEach((key, grad) -> results.put("grad:" + key, grad.toHost()));
        result.grad().params().entries().forEach(entry ->
                results.put("grad:params:" + entry.module() + "|" + entry.name(), entry.value().toHost()));
        return results;
    }

    private static Map<String, Tensor> select(Map<String, Tensor> inputs, boolean floating) {
        var selected = new TreeMap<>(inputs);
        selected.values().removeIf(input -> input.dtype().isFloating() != floating);
        return selected;
    }
}
