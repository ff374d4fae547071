package dev.haiku.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.Params;
import dev.haiku.ParamsAndState;
import dev.haiku.State;
import dev.haiku.golden.GoldenAssert;
import dev.haiku.golden.GoldenCase;
import dev.haiku.golden.Tolerance;
import dev.haiku.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads groups of tensors of a case, and compares results with its outputs. */
final class Bundle {

    /**
     * How much the files' tolerances of first values are widened for a first state, which may be computed from the input: they are
     * meant for initialisers, and the variances deep in a network of the reference are themselves off by more, measured in f64.
     */
    private static final double COMPUTED = 10;

    private Bundle() {}

    /** {@return the inputs of a case by key} */
    static Map<String, Tensor> inputs(GoldenCase golden) {
        return inputs(golden, "");
    }

    /** {@return the inputs of a case whose keys begin with a prefix, such as {@code in:}, by key} */
    static Map<String, Tensor> inputs(GoldenCase golden, String prefix) {
        var inputs = new TreeMap<String, Tensor>();
        golden.inputs().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> inputs.put(key, Tensor.of(golden.tensor(key))));
        return inputs;
    }

    /**
     * {@return the parameters under a prefix, such as {@code params:}, in the order of creation if the case tells it}
     */
    static Params params(GoldenCase golden, String prefix) {
        return params(golden.keys(), prefix, key -> Tensor.of(golden.tensor(key)));
    }

    /** {@return the parameters of the keys with a prefix, whose tensors a function gives} */
    static Params params(Set<String> keys, String prefix, Function<String, Tensor> tensors) {
        var nested = new LinkedHashMap<String, Map<String, Tensor>>();
        keys.stream().filter(key -> key.startsWith(prefix)).forEach(key -> {
            var path = key.substring(prefix.length()).split("\\|");
            nested.computeIfAbsent(path[0], module -> new LinkedHashMap<>()).put(path[1], tensors.apply(key));
        });
        return Params.of(nested);
    }

    /** {@return the state under a prefix, such as {@code state_in:}, in the order and with the shapes of {@code like}} */
    static State state(GoldenCase golden, String prefix, State like) {
        var nested = new LinkedHashMap<String, Map<String, Tensor>>();
        for (var entry : like.entries()) {
            var stored = Tensor.of(golden.tensor(prefix + entry.module() + "|" + entry.name()));
            nested.computeIfAbsent(entry.module(), module -> new LinkedHashMap<>())
                    .put(entry.name(), stored.reshape(((Tensor) entry.value()).shape()));
        }
        return State.of(nested);
    }

    /** {@return the results with the values of parameters, under a prefix} */
    static Map<String, Tensor> put(Map<String, Tensor> results, String prefix, Params params) {
        params.entries()
                .forEach(entry -> results.put(prefix + ":" + entry.module() + "|" + entry.name(), entry.value()));
        return results;
    }

    /** {@return the results with the values of a state, under a prefix} */
    static Map<String, Tensor> put(Map<String, Tensor> results, String prefix, State state) {
        state.entries()
                .forEach(entry ->
                        results.put(prefix + ":" + entry.module() + "|" + entry.name(), (Tensor) entry.value()));
        return results;
    }

    /** Checks that all outputs of the case are among the results, as close as the case demands. */
    static void check(GoldenCase golden, Map<String, Tensor> results) {
        for (var key : golden.outputs()) {
            assertThat(results).as(golden.name()).containsKey(key);
            GoldenAssert.check(golden, key, results.get(key).toHost());
        }
    }

    /** Checks the parameters that {@code init} made: names, order, values. */
    static void checkInit(GoldenCase golden, Params params) {
        assertThat(params.entries().stream().map(entry -> entry.module() + "|" + entry.name()))
                .containsExactlyElementsOf(golden.strings("param_order"));
        checkValues(golden, "init_check", 1, params::get);
    }

    /** Checks the parameters and the state that {@code init} made. */
    static void checkInit(GoldenCase golden, ParamsAndState initial) {
        checkInit(golden, initial.params());
        assertThat(initial.state().entries())
                .hasSize(golden.json().path("init_state_check").size());
        checkValues(golden, "init_state_check", COMPUTED, initial.state()::get);
    }

    private static void checkValues(
            GoldenCase golden, String field, double widening, BiFunction<String, String, Tensor> values) {
        golden.json().path(field).properties().forEach(check -> {
            var path = check.getKey().split("\\|");
            var expected = golden.tensor(check.getValue().get(0).asText());
            var tolerance = Tolerance.within(
                    widening * check.getValue().get(1).asDouble(),
                    widening * check.getValue().get(2).asDouble());
            var actual = values.apply(path[0], path[1]).toHost();
            GoldenAssert.check(golden.name() + " " + check.getKey(), expected, actual, tolerance);
        });
    }
}
