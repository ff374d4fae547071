package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.HostArray;
import dev.haiku.func.Func;
import dev.haiku.func.WithAux;
import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of a loss or another function of optax, run from its spec: results and gradients. */
class OptaxFunctionGoldenTest {

    /** The results of a case by key. */
    private record Results(Map<String, Tensor> tensors) {}

    static Stream<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("function"), "f_optax_losses", "f_optax_misc").stream();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesOptax(GoldenCase golden) {
        check(golden, results(golden, OptaxFunctionGoldenTest::itself));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesOptaxWhenCompiled(GoldenCase golden) {
        check(golden, results(golden, Func::jit));
    }

    private static <P, R> Function<P, R> itself(Function<P, R> f) {
        return f;
    }

    private static void check(GoldenCase golden, Map<String, HostArray> results) {
        for (var key : golden.outputs()) {
            assertThat(results).as(golden.name()).containsKey(key);
            GoldenAssert.check(golden, key, results.get(key));
        }
    }

    private static Map<String, HostArray> results(GoldenCase golden, UnaryTransformation transformation) {
        var differentiated = new TreeMap<String, Tensor>();
        golden.inputs().stream()
                .filter(key -> golden.keys().contains("grad:" + key))
                .forEach(key -> differentiated.put(key, Tensor.of(golden.tensor(key))));
        var results = new HashMap<String, HostArray>();
        if (differentiated.isEmpty()) {
            var out = transformation
                    .apply((Map<String, Tensor> inputs) -> run(golden, inputs))
                    .apply(differentiated);
            out.tensors().forEach((key, value) -> results.put(key, value.toHost()));
            return results;
        }
        Function<Map<String, Tensor>, WithAux<Results>> loss = inputs -> {
            var out = run(golden, inputs);
            return new WithAux<>(weightedSum(golden, out), out);
        };
        var result = transformation.apply(Func.valueAndGradWithAux(loss)).apply(differentiated);
        result.aux().tensors().forEach((key, value) -> results.put(key, value.toHost()));
        result.grad().forEach((key, grad) -> results.put("grad:" + key, grad.toHost()));
        return results;
    }

    /** What is done to a function before it is called. */
    private interface UnaryTransformation {

        <P, R> Function<P, R> apply(Function<P, R> f);
    }

    private static Tensor weightedSum(GoldenCase golden, Results results) {
        return results.tensors().entrySet().stream()
                .map(entry -> {
                    var cotangent =
                            Tensor.of(golden.tensor("ct" + entry.getKey().substring("out".length())));
                    return entry.getValue().mul(cotangent).sum();
                })
                .reduce(Tensor::add)
                .orElseThrow();
    }

    private static Results run(GoldenCase golden, Map<String, Tensor> inputs) {
        var spec = new Spec(golden, key -> inputs.containsKey(key) ? inputs.get(key) : Tensor.of(golden.tensor(key)));
        var json = golden.spec();
        if (!json.path("vmap_in_axes").isNull()) {
            throw spec.fail("this runner does not know vmap_in_axes.");
        }
        var tensors = new TreeMap<String, Tensor>();
        collect(tensors, "out", OptaxFunctionTable.run(spec, json));
        return new Results(tensors);
    }

    private static void collect(Map<String, Tensor> tensors, String path, Object tree) {
        if (tree instanceof Tensor tensor) {
            tensors.put(path, tensor);
        } else if (tree instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(tensors, path + "/" + i, list.get(i));
            }
        } else if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> collect(tensors, path + "/" + name, value));
        } else {
            throw new AssertionError("no result of a function of optax: " + Trees.structure(tree));
        }
    }
}
