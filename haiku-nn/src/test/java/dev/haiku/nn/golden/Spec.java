package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.Initializer;
import dev.haiku.Layer;
import dev.haiku.Params;
import dev.haiku.array.DType;
import dev.haiku.golden.GoldenCase;
import dev.haiku.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads the objects of a case's spec: {@code {"$module": "hk.Linear", "args": {...}}} and the like.
 *
 * @param golden the case
 * @param tensors gives the tensor of a key; it may be a tracer
 */
record Spec(GoldenCase golden, Function<String, Tensor> tensors) {

    private static final Map<String, DType> DTYPES = Map.of(
            "bool", DType.BOOL,
            "uint8", DType.U8,
            "uint32", DType.U32,
            "int8", DType.I8,
            "int16", DType.I16,
            "int32", DType.I32,
            "int64", DType.I64,
            "float16", DType.F16,
            "bfloat16", DType.BF16,
            "float32", DType.F32);

    /** {@return a spec whose tensors are those of the file} */
    static Spec of(GoldenCase golden) {
        return new Spec(golden, key -> Tensor.of(golden.tensor(key)));
    }

    static DType dtype(String name) {
        var dtype = DTYPES.get(name);
        if (dtype == null) {
            throw new AssertionError("There is no element type for '" + name + "'.");
        }
        return dtype;
    }

    AssertionError fail(String why) {
        return new AssertionError(golden.name() + ": " + why);
    }

    Tensor tensor(JsonNode node) {
        if (node.has("$tensor")) {
            return tensors.apply(node.get("$tensor").asText());
        }
        if (node.isIntegralNumber()) {
            return Tensor.scalar(node.asInt());
        }
        if (node.isNumber()) {
            return Tensor.scalar(node.asDouble());
        }
        throw fail("neither tensor nor number: " + node);
    }

    /** {@return the tensors whose keys begin with a prefix and a slash, by the rest of their keys} */
    Map<String, Tensor> tree(String prefix) {
        var tree = new TreeMap<String, Tensor>();
        golden.keys().stream()
                .filter(key -> key.startsWith(prefix + "/"))
                .forEach(key -> tree.put(key.substring(prefix.length() + 1), tensors.apply(key)));
        return tree;
    }

    /** {@return the parameters whose keys begin with a prefix and a colon, in the order of the file} */
    Params params(String prefix) {
        return Bundle.params(golden.keys(), prefix + ":", tensors);
    }

    Initializer initializer(JsonNode node) {
        var name = node.path("$init").asText();
        return InitializerTable.make(name, Arguments.of(this, name, node.path("args")));
    }

    Layer layer(JsonNode node) {
        if (node.has("$module")) {
            var name = node.get("$module").asText();
            var module = ModuleTable.row(this, name).create(this, node.path("args"));
            return (Layer) module;
        }
        return function(node);
    }

    /** {@return the function of one tensor that {@code {"$fn": name, "partial": {...}}} stands for} */
    Layer function(JsonNode node) {
        var name = node.path("$fn").asText();
        return x -> FunctionTable.layer(this, name, node.path("partial"), x);
    }
}
