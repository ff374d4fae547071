package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.func.Func;
import dev.haiku.func.WithAux;
import dev.haiku.golden.GoldenCase;
import dev.haiku.tensor.Tensor;
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
        Bundle.check(golden, results(golden, FunctionRun::itself));
    }

    /** Compares what the function gives when it is compiled. */
    void checkCompiled(GoldenCase golden) {
        Bundle.check(golden, results(golden, Func::jit));
    }

    private static <P, R> Function<P, R> itself(Function<P, R> f) {
        return f;
    }

    private Map<String, Tensor> results(GoldenCase golden, Transformation transformation) {
        var differentiated = new TreeMap<String, Tensor>();
        golden.inputs().stream()
                .filter(key -> golden.keys().contains("grad:" + key))
                .forEach(key -> differentiated.put(key, Tensor.of(golden.tensor(key))));
        if (differentiated.isEmpty()) {
            return transformation
                    .apply((Map<String, Tensor> inputs) -> run(golden, inputs))
                    .apply(differentiated)
                    .tensors();
        }
        Function<Map<String, Tensor>, WithAux<Results>> loss = inputs -> {
            var out = run(golden, inputs);
            return new WithAux<>(weightedSum(golden, out), out);
        };
        var result = transformation.apply(Func.valueAndGradWithAux(loss)).apply(differentiated);
        var results = new TreeMap<>(result.aux().tensors());
        result.grad().forEach((key, grad) -> results.put("grad:" + key, grad));
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
        var given = Bundle.inputs(golden);
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
        return new Results(OutputPaths.of("out", table.apply(new Spec(golden, inputs::get), golden.spec())));
    }
}
