package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.array.DType;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparams;
import dev.haiku.optim.Optimizers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** From the names of optax's transformations and their arguments to Java. */
final class OptimizerTable {

    private static final Map<String, Row> ROWS = new TreeMap<>();

    /** Those of which the arguments are lists of other transformations. */
    private static final Set<String> LISTS = Set.of("optax.chain", "optax.named_chain");

    static {
        TransformRows.add();
        OptimizerRows.add();
        AdamRows.add();
        WrapperRows.add();
        ContribRows.add();
    }

    private OptimizerTable() {}

    /**
     * One transformation.
     *
     * @param parameters the parameters of the Python signature in their order, such as {@code b1=0.9}; numeric defaults
     *     are told, since injection makes hyper-parameters of them
     * @param make makes it
     */
    record Row(List<String> parameters, Function<OptimizerCall, GradientTransformation<?>> make) {

        List<String> names() {
            return parameters.stream().map(p -> p.split("=")[0]).toList();
        }

        /** {@return the numeric defaults by name} */
        Map<String, Number> defaults() {
            var defaults = new LinkedHashMap<String, Number>();
            for (var parameter : parameters) {
                var parts = parameter.split("=");
                if (parts.length == 2) {
                    defaults.put(parts[0], number(parts[1]));
                }
            }
            return defaults;
        }

        private static Number number(String text) {
            if (text.chars().allMatch(Character::isDigit)) {
                return Integer.valueOf(text);
            }
            return Double.valueOf(text);
        }
    }

    static void row(String name, String parameters, Function<OptimizerCall, GradientTransformation<?>> make) {
        var list = parameters.isEmpty() ? List.<String>of() : List.of(parameters.split(" "));
        ROWS.put("optax." + name, new Row(list, make));
    }

    static Set<String> names() {
        var names = new TreeSet<>(ROWS.keySet());
        names.addAll(LISTS);
        names.add("optax.inject_hyperparams");
        return names;
    }

    /** {@return the transformation that {@code {"$call": "optax.sgd", ...}} stands for} */
    static GradientTransformation<?> make(Spec spec, JsonNode node) {
        var callee = node.path("$call");
        if (callee.isObject()) {
            return inject(spec, callee, node);
        }
        return switch (callee.asText()) {
            case "optax.chain" -> chain(spec, node);
            case "optax.named_chain" -> namedChain(spec, node);
            default -> call(spec, callee.asText(), node, OptimizerCall.Injected.NONE);
        };
    }

    private static GradientTransformation<?> call(
            Spec spec, String name, JsonNode node, OptimizerCall.Injected injected) {
        var row = row(spec, name);
        var arguments = Arguments.bind(spec, name, row.names(), node.path("args"), node.path("kwargs"));
        var made = row.make().apply(new OptimizerCall(spec, arguments, injected));
        arguments.requireAllRead();
        return made;
    }

    private static Row row(Spec spec, String name) {
        var row = ROWS.get(name);
        if (row == null) {
            throw spec.fail("the table of optimisers lacks '" + name + "'; it has " + names() + ".");
        }
        return row;
    }

    private static GradientTransformation<?> chain(Spec spec, JsonNode node) {
        var members = new ArrayList<GradientTransformation<?>>();
        node.path("args").forEach(member -> members.add(make(spec, member)));
        return Optimizers.chain(members.toArray(GradientTransformation<?>[]::new));
    }

    private static GradientTransformation<?> namedChain(Spec spec, JsonNode node) {
        var members = new LinkedHashMap<String, GradientTransformation<?>>();
        node.path("args").forEach(pair -> members.put(pair.get(0).asText(), make(spec, pair.get(1))));
        return Optimizers.namedChain(members);
    }

    /** As {@code optax.inject_hyperparams(optax.adam)(learning_rate=0.1)}: all numbers become hyper-parameters. */
    private static GradientTransformation<?> inject(Spec spec, JsonNode injection, JsonNode node) {
        var outer = Arguments.bind(
                spec,
                injection.path("$call").asText(),
                List.of("inner_factory", "static_args", "hyperparam_dtype"),
                injection.path("args"),
                injection.path("kwargs"));
        var name = outer.raw("inner_factory").path("$fn").asText();
        var statics = outer.has("static_args") ? strings(outer.raw("static_args")) : Set.<String>of();
        var dtype = outer.has("hyperparam_dtype") ? outer.dtype("hyperparam_dtype", DType.F32) : null;
        outer.requireAllRead();
        var row = row(spec, name);
        var numbers = new TreeMap<>(row.defaults());
        var schedules = new TreeMap<String, JsonNode>();
        var given = Arguments.bind(spec, name, row.names(), node.path("args"), node.path("kwargs"));
        for (var parameter : row.names()) {
            var value = given.has(parameter) ? given.raw(parameter) : null;
            if (given.isNone(parameter) || value != null && !value.isNumber()) {
                numbers.remove(parameter);
            }
            if (value != null && value.isNumber()) {
                numbers.put(parameter, value.isIntegralNumber() ? (Number) value.asInt() : value.asDouble());
            }
            if (value != null && value.has("$call")) {
                schedules.put(parameter, value);
            }
        }
        numbers.keySet().removeAll(statics);
        return Optimizers.injectHyperparams(
                d -> declared(spec, d, numbers, schedules, dtype),
                values -> call(spec, name, node, OptimizerCall.Injected.of(values)));
    }

    private static Hyperparams declared(
            Spec spec, Hyperparams none, Map<String, Number> numbers, Map<String, JsonNode> schedules, DType dtype) {
        var declared = dtype == null ? none : none.dtype(dtype);
        for (var number : numbers.entrySet()) {
            declared = declared.number(number.getKey(), number.getValue());
        }
        for (var schedule : schedules.entrySet()) {
            declared = declared.schedule(schedule.getKey(), ScheduleTable.make(spec, schedule.getValue()));
        }
        return declared;
    }

    private static Set<String> strings(JsonNode node) {
        var names = new TreeSet<String>();
        if (node.isTextual()) {
            names.add(node.asText());
        }
        OptimizerCall.items(node).forEach(item -> names.add(item.asText()));
        return names;
    }
}
