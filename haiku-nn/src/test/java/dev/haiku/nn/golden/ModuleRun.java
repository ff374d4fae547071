package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.ParamsAndState;
import dev.haiku.State;
import dev.haiku.TransformedWithState;
import dev.haiku.func.Func;
import dev.haiku.func.WithAux;
import dev.haiku.golden.GoldenCase;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One call of the module of a case.
 *
 * @param golden the case
 * @param call the call's part of its spec
 */
record ModuleRun(GoldenCase golden, JsonNode call) {

    /** Where derivatives are taken: parameters and floating-point inputs. */
    record Point(Params params, Map<String, Tensor> inputs) {

        /** {@return the results with these tensors, under a prefix} */
        Map<String, Tensor> putInto(Map<String, Tensor> results, String prefix) {
            inputs.forEach((key, value) -> results.put(prefix + ":" + key, value));
            return Bundle.put(results, prefix + ":params", params);
        }
    }

    /** The rest of the inputs, held constant. */
    private record Fixed(State state, Map<String, Tensor> inputs, Map<String, Tensor> cotangents) {}

    private record Result(Map<String, Tensor> out, State state) {}

    /**
     * What a call gives.
     *
     * @param tensors {@code out}, {@code loss} and {@code grad:...} by key
     * @param state the state after the call
     */
    record Results(Map<String, Tensor> tensors, State state) {

        /** {@return the tensors and those of the state, under a prefix} */
        Map<String, Tensor> with(String statePrefix) {
            return Bundle.put(new TreeMap<>(tensors), statePrefix, state);
        }
    }

    ParamsAndState init() {
        return network().init(Key.of(golden.spec().path("seed").asLong()), Bundle.inputs(golden, "in:"));
    }

    private TransformedWithState<Map<String, Tensor>, Map<String, Tensor>> network() {
        return Haiku.transformWithState(this::run);
    }

    /** {@return the output by keys such as {@code out} or {@code out/loss}} */
    Map<String, Tensor> run(Map<String, Tensor> inputs) {
        var json = golden.spec();
        var spec = new Spec(golden, key -> {
            if (!inputs.containsKey(key)) {
                throw new AssertionError(golden.name() + " has no input '" + key + "'.");
            }
            return inputs.get(key);
        });
        var keywords = Haiku.runningInit() ? initKeywords() : call.path("kwargs");
        var row = ModuleTable.row(spec, json.path("module").asText());
        return OutputPaths.of("out", row.run(spec, json.path("args"), call, keywords));
    }

    /** {@return those of the call, unless {@code init} needs others} */
    private JsonNode initKeywords() {
        return Stream.of(call, golden.spec())
                .filter(json -> json.has("init_kwargs"))
                .findFirst()
                .map(json -> json.get("init_kwargs"))
                .orElse(call.path("kwargs"));
    }

    /** {@return output, gradients and next state for the case's parameters and that state and cotangent} */
    Results results(State state, String cotangent, boolean compiled) {
        var derivative = Func.valueAndGradWithAux(this::loss);
        var all = Bundle.inputs(golden, "in:");
        var point = new Point(Bundle.params(golden, "params:"), select(all, true));
        var fixed = new Fixed(state, select(all, false), cotangents(golden, cotangent));
        var result = (compiled ? Func.jit(derivative) : derivative).apply(point, fixed);
        var results = new TreeMap<>(result.aux().out());
        results.put("loss", result.value());
        return new Results(result.grad().putInto(results, "grad"), result.aux().state());
    }

    private WithAux<Result> loss(Point point, Fixed fixed) {
        var inputs = new TreeMap<>(fixed.inputs());
        inputs.putAll(point.inputs());
        var rng = golden.spec().path("rng");
        var applied = rng.isNumber()
                ? network().apply(point.params(), fixed.state(), Key.of(rng.asLong()), inputs)
                : network().withoutApplyRng().apply(point.params(), fixed.state(), inputs);
        var result = new Result(applied.value(), applied.state());
        return new WithAux<>(weighted(result.out(), fixed.cotangents()), result);
    }

    /** {@return the cotangents of a case by the keys of the outputs, of which some have none} */
    static Map<String, Tensor> cotangents(GoldenCase golden, String prefix) {
        var cotangents = new TreeMap<String, Tensor>();
        golden.keys().stream()
                .filter(key -> key.equals(prefix) || key.startsWith(prefix + "/"))
                .forEach(key -> cotangents.put("out" + key.substring(prefix.length()), Tensor.of(golden.tensor(key))));
        return cotangents;
    }

    /** {@return the sum of the outputs weighted by their cotangents} */
    static Tensor weighted(Map<String, Tensor> outputs, Map<String, Tensor> cotangents) {
        var sum = Tensor.scalar(0.0);
        for (var cotangent : cotangents.entrySet()) {
            sum = sum.add(
                    outputs.get(cotangent.getKey()).mul(cotangent.getValue()).sum());
        }
        return sum;
    }

    private static Map<String, Tensor> select(Map<String, Tensor> inputs, boolean floating) {
        var selected = new TreeMap<>(inputs);
        selected.values().removeIf(input -> input.dtype().isFloating() != floating);
        return selected;
    }
}
