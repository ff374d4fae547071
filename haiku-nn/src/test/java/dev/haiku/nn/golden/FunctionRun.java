package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.array.HostArray;
import dev.haiku.func.Func;
import dev.haiku.func.WithAux;
import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Runs golden cases of functions from their specs: results and gradients.
 *
 * @param table calls the function that a spec names
 */
record FunctionRun(BiFunction<Spec, JsonNode, Object> table) {

    /** The results of a case by key. */
    private record Results(Map<String, Tensor> tensors) {}

    /** Compares what the function gives, eagerly. */
    void check(GoldenCase golden) {
        check(golden, results(golden, FunctionRun::itself));
    }

    /** Compares what the function gives when it is compiled. */
    void checkCompiled(GoldenCase golden) {
        check(golden, results(golden, Func::jit));
    }

    private static <P, R> Function<P, R> itself(Function<P, R> f) {
        return f;
    }

    static void check(GoldenCase golden, Map<String, HostArray> results) {
        for (var key : golden.outputs()) {
            assertThat(results).as(golden.name()).containsKey(key);
            GoldenAssert.check(golden, key, results.get(key));
        }
    }

    private Map<String, HostArray> results(GoldenCase golden, Transformation transformation) {
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
    interface Transformation {

        <P, R> Function<P, R> apply(Function<P, R> f);
    }

    /** Results of integers have no cotangent, and do not count. */
    private static Tensor weightedSum(GoldenCase golden, Results results) {
        return results.tensors().entrySet().stream()
                .filter(entry -> golden.keys().contains(cotangent(entry.getKey())))
                .map(entry -> {
                    var cotangent = Tensor.of(golden.tensor(cotangent(entry.getKey())));
                    var value = entry.getValue();
                    return value.mul(cotangent.reshape(value.shape())).sum();
                })
                .reduce(Tensor::add)
                .orElseThrow();
    }

    private static String cotangent(String key) {
        return "ct" + key.substring("out".length());
    }

    private Results run(GoldenCase golden, Map<String, Tensor> inputs) {
        var given = new TreeMap<String, Tensor>();
        golden.inputs().forEach(key -> given.put(key, Tensor.of(golden.tensor(key))));
        given.putAll(inputs);
        var axes = golden.spec().path("vmap_in_axes");
        return axes.isNull() ? call(golden, given) : mapped(golden, given, axes);
    }

    /** The positional arguments with an axis are mapped along it. */
    private Results mapped(GoldenCase golden, Map<String, Tensor> given, JsonNode axes) {
        var batched = new TreeMap<String, Tensor>();
        for (int i = 0; i < axes.size(); i++) {
            if (!axes.get(i).isNull()) {
                var key = golden.spec().path("args").get(i).path("$tensor").asText();
                batched.put(key, given.get(key).moveAxis(axes.get(i).asInt(), 0));
            }
        }
        return Func.vmap((Map<String, Tensor> ofOne) -> {
                    var inputs = new TreeMap<>(given);
                    inputs.putAll(ofOne);
                    return call(golden, inputs);
                })
                .apply(batched);
    }

    private Results call(GoldenCase golden, Map<String, Tensor> inputs) {
        var tensors = new TreeMap<String, Tensor>();
        collect(tensors, "out", table.apply(new Spec(golden, inputs::get), golden.spec()));
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
            throw new AssertionError("no result of a function: " + Trees.structure(tree));
        }
    }
}
