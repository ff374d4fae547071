package dev.haiku.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** From the names of RLax's functions and their arguments to Java; {@code RlaxRows} and others hold the rows. */
final class RlaxTable {

    private static final Map<String, Row> ROWS = new TreeMap<>();

    /**
     * One function: the parameters of its Python signature, after those of the function that makes it, and how it is
     * called; results are tensors, lists and maps.
     */
    private record Row(
            List<String> makerParameters, List<String> parameters, BiFunction<Arguments, Arguments, Object> run) {}

    static {
        RlaxRows.add();
        RlaxLearningRows.add();
        RlaxDistributionRows.add();
        RlaxPolicyRows.add();
        RlaxTreeRows.add();
    }

    private RlaxTable() {}

    static void row(String name, String parameters, Function<Arguments, Object> run) {
        made(name, "", parameters, (maker, a) -> run.apply(a));
    }

    /** A function that another function makes: {@code softmax(temperature).sample(key, logits)}. */
    static void made(
            String name, String makerParameters, String parameters, BiFunction<Arguments, Arguments, Object> run) {
        ROWS.put("rlax." + name, new Row(names(makerParameters), names(parameters), run));
    }

    private static List<String> names(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    static Set<String> names() {
        return ROWS.keySet();
    }

    /** {@return the result of the function that a spec calls} */
    static Object run(Spec spec, JsonNode json) {
        var fn = json.path("fn");
        var name = name(fn);
        var row = ROWS.get(name);
        if (row == null) {
            throw spec.fail("the table of RLax's functions lacks '" + name + "'; it has " + names() + ".");
        }
        var call = maker(fn);
        var maker = bind(spec, name, row.makerParameters(), call.path("args"), call.path("kwargs"));
        var arguments = bind(spec, name, row.parameters(), json.path("args"), json.path("kwargs"));
        var result = row.run().apply(maker, arguments);
        maker.requireAllRead();
        arguments.requireAllRead();
        return result;
    }

    /** {@return the name of a function, of what it is got from, or of what makes it} */
    private static String name(JsonNode fn) {
        if (fn.has("$get")) {
            return name(fn.get("of")) + "." + fn.get("$get").asText();
        }
        if (fn.has("$index")) {
            return name(fn.get("of")) + "." + fn.get("$index").asText();
        }
        return fn.isTextual()
                ? fn.asText()
                : fn.path("$fn").asText(fn.path("$call").asText());
    }

    private static JsonNode maker(JsonNode fn) {
        return fn.has("of") ? maker(fn.get("of")) : fn;
    }

    private static Arguments bind(
            Spec spec, String name, List<String> parameters, JsonNode positional, JsonNode keywords) {
        var values = new ArrayList<JsonNode>();
        positional.forEach(values::add);
        return Arguments.bind(spec, name, parameters, values, keywords);
    }

    /** {@return a tensor that files store with shape {@code [1]} if it is a scalar} */
    static Tensor scalarOrVector(Arguments a, JsonNode node) {
        var tensor = a.tensorOf(node);
        return tensor.size() == 1 ? tensor.reshape() : tensor;
    }

    /** {@return λ as a tensor, be it a number or one for each step} */
    static Tensor lambda(Arguments a, String name) {
        return scalarOrVector(a, a.raw(name));
    }
}
