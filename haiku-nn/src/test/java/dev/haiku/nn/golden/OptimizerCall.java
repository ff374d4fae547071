package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.array.DType;
import dev.haiku.optim.HyperparamValues;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Labels;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Schedule;
import dev.haiku.random.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The arguments of a call of an optimiser of optax, of which some may be hyper-parameters of the state.
 *
 * @param spec the case
 * @param arguments as they stand in the file
 * @param injected values that take the place of arguments
 */
record OptimizerCall(Spec spec, Arguments arguments, Injected injected) {

    /** Values of hyper-parameters by name. */
    interface Injected {

        /** No values. */
        Injected NONE = new Injected() {
            @Override
            public boolean has(String name) {
                return false;
            }

            @Override
            public Hyperparameter get(String name) {
                throw new IllegalArgumentException(name);
            }
        };

        boolean has(String name);

        Hyperparameter get(String name);

        static Injected of(HyperparamValues values) {
            return new Injected() {
                @Override
                public boolean has(String name) {
                    return values.has(name);
                }

                @Override
                public Hyperparameter get(String name) {
                    return values.get(name);
                }
            };
        }
    }

    boolean has(String name) {
        boolean isGiven = arguments.has(name);
        return injected.has(name) || isGiven;
    }

    boolean isNone(String name) {
        return arguments.isNone(name);
    }

    /** {@return a number, a schedule or an injected value} */
    Number hyper(String name) {
        if (injected.has(name)) {
            arguments.has(name);
            return injected.get(name);
        }
        var json = arguments.raw(name);
        return json.has("$call") ? Hyperparameter.of(schedule(name)) : arguments.number(name);
    }

    Number hyper(String name, Number otherwise) {
        return has(name) ? hyper(name) : otherwise;
    }

    Schedule schedule(String name) {
        return ScheduleTable.make(spec, arguments.raw(name));
    }

    boolean truth(String name, boolean otherwise) {
        return arguments.truth(name, otherwise);
    }

    int integer(String name, int otherwise) {
        return arguments.integer(name, otherwise);
    }

    JsonNode raw(String name) {
        return arguments.raw(name);
    }

    String text(String name, String otherwise) {
        return arguments.has(name) ? arguments.text(name) : otherwise;
    }

    DType dtype(String name) {
        return arguments.dtype(name, DType.F32);
    }

    /** {@return a key, which optax takes as a seed too} */
    Key key(String name) {
        if (!arguments.has(name)) {
            return Key.of(0);
        }
        var json = arguments.raw(name);
        return json.isIntegralNumber() ? Key.of(json.asLong()) : arguments.key(name);
    }

    Mask mask(String name) {
        return mask(arguments.raw(name));
    }

    static Mask mask(JsonNode json) {
        var byName = new LinkedHashMap<String, Boolean>();
        leaves(json, "", (path, leaf) -> byName.put(path, leaf.asBoolean()));
        return Mask.of(byName);
    }

    static Labels labels(JsonNode json) {
        var byName = new LinkedHashMap<String, String>();
        leaves(json, "", (path, leaf) -> byName.put(path, leaf.asText()));
        return Labels.of(byName);
    }

    private static void leaves(JsonNode node, String path, java.util.function.BiConsumer<String, JsonNode> visit) {
        if (!node.isObject()) {
            visit.accept(path, node);
        }
        node.properties()
                .forEach(child ->
                        leaves(child.getValue(), path.isEmpty() ? child.getKey() : path + "/" + child.getKey(), visit));
    }

    /** {@return an edit of options that sets those components whose arguments are given} */
    <O> Edit<O> edit() {
        return new Edit<>(this, o -> o);
    }

    /** Options edited by those arguments that are given. */
    record Edit<O>(OptimizerCall call, UnaryOperator<O> operator) {

        Edit<O> hyper(String name, BiFunction<O, Number, O> setter) {
            return call.has(name) ? then(setter, call.hyper(name)) : this;
        }

        Edit<O> truth(String name, BiFunction<O, Boolean, O> setter) {
            return call.has(name) ? then(setter, call.truth(name, false)) : this;
        }

        Edit<O> integer(String name, BiFunction<O, Integer, O> setter) {
            return call.has(name) ? then(setter, call.integer(name, 0)) : this;
        }

        Edit<O> dtype(String name, BiFunction<O, DType, O> setter) {
            return call.has(name) ? then(setter, call.dtype(name)) : this;
        }

        Edit<O> mask(String name, BiFunction<O, Mask, O> setter) {
            return call.has(name) ? then(setter, call.mask(name)) : this;
        }

        <V> Edit<O> with(String name, V value, BiFunction<O, V, O> setter) {
            return call.has(name) ? then(setter, value) : this;
        }

        /** Adds several hyper-parameters of the same name in Python and Java. */
        Edit<O> hypers(Map<String, BiFunction<O, Number, O>> setters) {
            var edit = this;
            for (var entry : setters.entrySet()) {
                edit = edit.hyper(entry.getKey(), entry.getValue());
            }
            return edit;
        }

        private <V> Edit<O> then(BiFunction<O, V, O> setter, V value) {
            return new Edit<>(call, options -> setter.apply(operator.apply(options), value));
        }
    }

    /** {@return the calls of a list of calls} */
    static List<JsonNode> items(JsonNode list) {
        var items = new java.util.ArrayList<JsonNode>();
        (list.has("$list") ? list.get("$list") : list).forEach(items::add);
        return items;
    }
}
