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
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads groups of tensors of a case. */
final class Bundle {

    /**
     * How much the files' tolerances of first values are widened for a first state, which may be computed from the input: they are
     * meant for initialisers, and the variances deep in a network of the reference are themselves off by more, measured in f64.
     */
    private static final double COMPUTED = 10;

    private Bundle() {}

    /**
     * {@return the parameters under a prefix, such as {@code params:}, in the order of creation if the case tells it}
     */
    static Params params(GoldenCase golden, String prefix) {
        return params(golden, prefix, Function.identity());
    }

    /** {@return the parameters under a prefix, each passed through {@code f}} */
    static Params params(GoldenCase golden, String prefix, Function<Tensor, Tensor> f) {
        var nested = new LinkedHashMap<String, Map<String, Tensor>>();
        golden.keys().stream().filter(key -> key.startsWith(prefix)).forEach(key -> {
            var path = key.substring(prefix.length()).split("\\|");
            nested.computeIfAbsent(path[0], module -> new LinkedHashMap<>())
                    .put(path[1], f.apply(Tensor.of(golden.tensor(key))));
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
