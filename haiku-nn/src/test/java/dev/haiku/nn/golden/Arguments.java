package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.Initializer;
import dev.haiku.Layer;
import dev.haiku.Params;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.nn.Axes;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The arguments of a Python call by parameter name, read as Java values.
 *
 * <p>A row of a table asks for the arguments that it understands; {@link #requireAllRead} then fails by name for any
 * other. Python's {@code None} counts as not given.
 */
final class Arguments {

    private final Spec spec;
    private final String callee;
    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private final Set<String> nones = new TreeSet<>();
    private final Set<String> read = new TreeSet<>();

    private Arguments(Spec spec, String callee) {
        this.spec = spec;
        this.callee = callee;
    }

    /** {@return keyword arguments} */
    static Arguments of(Spec spec, String callee, JsonNode keywords) {
        return bind(spec, callee, List.of(), null, keywords);
    }

    /**
     * {@return positional and keyword arguments; the former are named by {@code parameters}, in the order of the Python
     * signature}
     */
    static Arguments bind(
            Spec spec, String callee, List<String> parameters, Iterable<JsonNode> positional, JsonNode keywords) {
        var arguments = new Arguments(spec, callee);
        var names = parameters.iterator();
        if (positional != null) {
            for (var value : positional) {
                if (!names.hasNext()) {
                    throw spec.fail(
                            "the table of " + callee + " maps only the positional arguments " + parameters + ".");
                }
                arguments.values.put(names.next(), value);
            }
        }
        keywords.properties().forEach(entry -> arguments.values.put(entry.getKey(), entry.getValue()));
        arguments.values.forEach((name, value) -> {
            if (value.isNull()) {
                arguments.nones.add(name);
            }
        });
        arguments.values.keySet().removeAll(arguments.nones);
        return arguments;
    }

    /** {@return whether the argument is given as Python's {@code None}, where that is not the default} */
    boolean isNone(String name) {
        return nones.contains(name);
    }

    /** Fails if an argument is given that nobody asked for. */
    void requireAllRead() {
        var unread = new TreeSet<>(values.keySet());
        unread.removeAll(read);
        if (!unread.isEmpty()) {
            throw spec.fail("the table of " + callee + " lacks the arguments " + unread + "; it has " + read + ".");
        }
    }

    boolean has(String name) {
        read.add(name);
        return values.containsKey(name);
    }

    private JsonNode json(String name) {
        if (!has(name)) {
            throw spec.fail("argument '" + name + "' of " + callee + " is missing.");
        }
        return values.get(name);
    }

    int integer(String name) {
        return json(name).asInt();
    }

    int integer(String name, int otherwise) {
        return has(name) ? integer(name) : otherwise;
    }

    double number(String name) {
        if (!json(name).isNumber()) {
            throw spec.fail("argument '" + name + "' of " + callee + " is not a number: " + json(name));
        }
        return json(name).asDouble();
    }

    double number(String name, double otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    boolean truth(String name) {
        return json(name).asBoolean();
    }

    boolean truth(String name, boolean otherwise) {
        return has(name) ? truth(name) : otherwise;
    }

    String text(String name) {
        return json(name).asText();
    }

    List<Integer> integers(String name) {
        return list(name, JsonNode::asInt);
    }

    int[] intArray(String name) {
        return integers(name).stream().mapToInt(Integer::intValue).toArray();
    }

    Shape shape(String name) {
        return Shape.of(intArray(name));
    }

    DType dtype(String name, DType otherwise) {
        return has(name) ? Spec.dtype(json(name).path("$dtype").asText()) : otherwise;
    }

    boolean isTensor(String name) {
        return has(name) && json(name).has("$tensor");
    }

    Tensor tensor(String name) {
        return spec.tensor(json(name));
    }

    /** {@return the tensors whose keys begin with the argument's, by the rest of their keys} */
    Map<String, Tensor> tree(String name) {
        return spec.tree(json(name).path("$tree").asText());
    }

    /** {@return the parameters whose keys begin with the argument's} */
    Params params(String name) {
        return spec.params(json(name).path("$params").asText());
    }

    Tensor tensorOf(JsonNode node) {
        return spec.tensor(node);
    }

    Map<String, Tensor> treeOf(JsonNode node) {
        return spec.tree(node.path("$tree").asText());
    }

    /** {@return a tensor that may be a scalar, which files store with shape {@code [1]}} */
    Tensor tensorOfRank(String name, int rank) {
        var tensor = tensor(name);
        return rank == 0 ? tensor.squeeze() : tensor;
    }

    /** {@return the number of axes of the expected output} */
    int outputRank() {
        return spec.golden().tensor("out").shape().rank();
    }

    Key key(String name) {
        return Key.of(json(name).path("$key").asLong());
    }

    Initializer initializer(String name) {
        return spec.initializer(json(name));
    }

    Layer layer(String name) {
        return spec.layer(json(name));
    }

    List<Layer> layers(String name) {
        return list(name, spec::layer);
    }

    Axes axes(String name) {
        var value = json(name);
        if (value.isIntegralNumber()) {
            return Axes.of(value.asInt());
        }
        if (value.has("$slice")) {
            var bounds = value.get("$slice");
            return Axes.range(bounds.get(0).asInt(0), bounds.get(1).asInt(Integer.MAX_VALUE));
        }
        return Axes.of(intArray(name));
    }

    /** {@return the arguments that are an argument's value, such as those of a configuration} */
    Arguments nested(String name) {
        return of(spec, callee + "." + name, json(name));
    }

    JsonNode raw(String name) {
        return json(name);
    }

    <T> List<T> list(String name, Function<JsonNode, T> read) {
        var list = new ArrayList<T>();
        json(name).path("$list").forEach(item -> list.add(read.apply(item)));
        if (json(name).isArray()) {
            json(name).forEach(item -> list.add(read.apply(item)));
        }
        return list;
    }

    /** {@return an edit of options that sets those components whose arguments are given} */
    <O> Edit<O> edit() {
        return new Edit<>(this, o -> o);
    }

    /** Options edited by those arguments that are given. */
    record Edit<O>(Arguments arguments, UnaryOperator<O> operator) {

        <V> Edit<O> set(String name, Function<String, V> read, BiFunction<O, V, O> setter) {
            if (!arguments.has(name)) {
                return this;
            }
            var value = read.apply(name);
            return new Edit<>(arguments, options -> setter.apply(operator.apply(options), value));
        }

        Edit<O> then(UnaryOperator<O> edit) {
            return new Edit<>(arguments, options -> edit.apply(operator.apply(options)));
        }
    }
}
