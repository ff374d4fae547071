package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.HostArray;
import dev.haiku.func.Func;
import dev.haiku.func.WithAux;
import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.GoldenCases;
import dev.haiku.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of a function of Haiku or {@code jax.nn}, run from its spec: result and gradients.
 *
 * <p>Names are mapped by {@link FunctionTable}.
 */
class FunctionGoldenTest {

    static List<GoldenCase> cases() {
        return GoldenCases.loadKinds(List.of("function"), "c_functions");
    }

    private static String name(GoldenCase golden) {
        var fn = golden.spec().path("fn");
        return fn.isTextual() ? fn.asText() : fn.path("$call").asText();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void matchesTheReference(GoldenCase golden) {
        var results = results(golden);

        for (var key : golden.outputs()) {
            assertThat(results).as(golden.name()).containsKey(key);
            GoldenAssert.check(golden, key, results.get(key));
        }
    }

    private static Map<String, HostArray> results(GoldenCase golden) {
        var differentiated = new TreeMap<String, Tensor>();
        golden.inputs().stream()
                .filter(key -> golden.keys().contains("grad:" + key))
                .forEach(key -> differentiated.put(key, Tensor.of(golden.tensor(key))));
        var results = new HashMap<String, HostArray>();
        if (differentiated.isEmpty()) {
            OutputPaths.of("out", run(golden, differentiated)).forEach((key, out) -> results.put(key, out.toHost()));
            return results;
        }
        var cotangent = Tensor.of(golden.tensor("ct"));
        Function<Map<String, Tensor>, WithAux<Tensor>> loss = inputs -> {
            var out = (Tensor) run(golden, inputs);
            return new WithAux<>(out.mul(cotangent).sum(), out);
        };
        var result = Func.valueAndGradWithAux(loss).apply(differentiated);
        results.put("out", result.aux().toHost());
        result.grad().forEach((key, grad) -> results.put("grad:" + key, grad.toHost()));
        return results;
    }

    private static Object run(GoldenCase golden, Map<String, Tensor> inputs) {
        var spec = new Spec(golden, key -> inputs.containsKey(key) ? inputs.get(key) : Tensor.of(golden.tensor(key)));
        var json = golden.spec();
        if (!json.path("vmap_in_axes").isNull()) {
            throw spec.fail("this runner does not know vmap_in_axes.");
        }
        return FunctionTable.row(spec, name(golden)).apply(spec, json.path("args"), json.path("kwargs"));
    }
}
