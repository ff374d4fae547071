package dev.haiku.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The arguments of a Python call by parameter name; one that the runner's table does not know fails by its name.
 *
 * <p>Python's {@code None} counts as not given.
 */
public final class GoldenArguments {

    private static final Map<String, DType> DTYPES = Map.ofEntries(
            Map.entry("bool", DType.BOOL),
            Map.entry("uint8", DType.U8),
            // there is no u16; the same bits as i16
            Map.entry("uint16", DType.I16),
            Map.entry("uint32", DType.U32),
            Map.entry("int8", DType.I8),
            Map.entry("int16", DType.I16),
            Map.entry("int32", DType.I32),
            Map.entry("int64", DType.I64),
            Map.entry("float16", DType.F16),
            Map.entry("bfloat16", DType.BF16),
            Map.entry("float32", DType.F32),
            Map.entry("float64", DType.F64));

    private final GoldenCase golden;
    private final Map<String, JsonNode> values;

    private GoldenArguments(GoldenCase golden, Map<String, JsonNode> values) {
        this.golden = golden;
        this.values = values;
    }

    /**
     * {@return the {@code args} and {@code kwargs} of a case's spec, bound to parameters}
     *
     * @param parameters the names of all parameters that the table maps, in the order of the Python signature
     * @throws AssertionError if there is another argument
     */
    public static GoldenArguments bind(GoldenCase golden, List<String> parameters) {
        var values = new LinkedHashMap<String, JsonNode>();
        var positional = golden.spec().path("args");
        for (int i = 0; i < positional.size(); i++) {
            if (i >= parameters.size()) {
                throw unmapped(golden, "positional argument " + i, parameters);
            }
            values.put(parameters.get(i), positional.get(i));
        }
        for (var entry : golden.spec().path("kwargs").properties()) {
            if (!parameters.contains(entry.getKey())) {
                throw unmapped(golden, "argument '" + entry.getKey() + "'", parameters);
            }
            values.put(entry.getKey(), entry.getValue());
        }
        values.values().removeIf(JsonNode::isNull);
        return new GoldenArguments(golden, values);
    }

    private static AssertionError unmapped(GoldenCase golden, String what, Collection<String> parameters) {
        return new AssertionError(golden.name() + ": the table of " + golden.target() + " lacks " + what + "; it has "
                + parameters + ".");
    }

    /** {@return whether the argument is given} */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** {@return the argument as it stands in the file} */
    public JsonNode json(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new AssertionError(golden.name() + ": argument '" + name + "' is missing.");
        }
        return value;
    }

    /** {@return the argument, an integer} */
    public long integer(String name) {
        return json(name).asLong();
    }

    /** {@return the argument, an integer, or what it is if it is not given} */
    public int integer(String name, int otherwise) {
        return has(name) ? json(name).asInt() : otherwise;
    }

    /** {@return the argument, a truth value, or what it is if it is not given} */
    public boolean truth(String name, boolean otherwise) {
        return has(name) ? json(name).asBoolean() : otherwise;
    }

    /** {@return the argument, a text, or what it is if it is not given} */
    public String text(String name, String otherwise) {
        return has(name) ? json(name).asText() : otherwise;
    }

    /** {@return the argument, a shape: a number or several} */
    public Shape shape(String name) {
        var value = json(name);
        if (value.isIntegralNumber()) {
            return Shape.of(value.asInt());
        }
        return Shape.of(StreamSupport.stream(value.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray());
    }

    /** {@return the argument, a shape, or what it is if it is not given} */
    public Shape shape(String name, Shape otherwise) {
        return has(name) ? shape(name) : otherwise;
    }

    /** {@return the argument, an element type, or what it is if it is not given} */
    public DType dtype(String name, DType otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        var text = json(name).path("$dtype").asText();
        var dtype = DTYPES.get(text);
        if (dtype == null) {
            throw new AssertionError(golden.name() + ": there is no element type for '" + text + "'.");
        }
        return dtype;
    }

    /** {@return whether the argument is a tensor of the case's file} */
    public boolean isTensor(String name) {
        return has(name) && json(name).has("$tensor");
    }

    /** {@return the argument: a tensor of the case's file, or a number as a scalar of {@code numberDtype}} */
    public HostArray array(String name, DType numberDtype) {
        var value = json(name);
        if (isTensor(name)) {
            return golden.tensor(value.get("$tensor").asText());
        }
        if (value.isBoolean()) {
            return HostArray.scalar(DType.BOOL, value.asBoolean() ? 1L : 0L);
        }
        if (!value.isNumber()) {
            throw new AssertionError(
                    golden.name() + ": argument '" + name + "' is neither tensor nor number: " + value);
        }
        return numberDtype.isFloating()
                ? HostArray.scalar(numberDtype, value.asDouble())
                : HostArray.scalar(numberDtype, value.asLong());
    }
}
