package dev.haiku.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.array.HostArray;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One case of the reference values: how to run it, its inputs and what must come out.
 *
 * <p>Tensors are read from the case's file at the first use. Beware: the files store scalars with shape {@code [1]}.
 */
public final class GoldenCase {

    private final JsonNode json;
    private final Supplier<Map<String, HostArray>> file;
    private Map<String, HostArray> tensors = Map.of();

    GoldenCase(JsonNode json, Supplier<Map<String, HostArray>> file) {
        this.json = json;
        this.file = file;
    }

    /** {@return the unique name, such as {@code jax.random.bits.011}} */
    public String name() {
        return text("name");
    }

    /** {@return the area, such as {@code a_prng}} */
    public String area() {
        return text("area");
    }

    /** {@return the API under test, such as {@code jax.random.bits}} */
    public String target() {
        return text("target");
    }

    /** {@return how the case is run, such as {@code function}} */
    public String kind() {
        return text("kind");
    }

    /** {@return the title of a script-like case, or an empty text} */
    public String title() {
        return text("title");
    }

    /** {@return the Python source of a script-like case, or an empty text} */
    public String python() {
        return text("python");
    }

    private String text(String field) {
        return json.path(field).asText();
    }

    /** {@return what is needed to run the case} */
    public JsonNode spec() {
        return json.path("spec");
    }

    /**
     * {@return the whole line; fields beyond those with a method here, such as {@code init_check}, are read from it}
     */
    public JsonNode json() {
        return json;
    }

    /** {@return the keys of given tensors} */
    public List<String> inputs() {
        return strings("inputs");
    }

    /** {@return the keys of tensors to compare} */
    public List<String> outputs() {
        return strings("outputs");
    }

    /** {@return a top-level list of texts, such as {@code param_order}; empty if the case has none} */
    public List<String> strings(String field) {
        var list = new ArrayList<String>();
        json.path(field).forEach(node -> list.add(node.asText()));
        return List.copyOf(list);
    }

    /** {@return the keys of all tensors, in the order of the file} */
    public Set<String> keys() {
        var keys = new LinkedHashSet<String>();
        json.path("keys").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /**
     * {@return the tensor of a key}
     *
     * @throws IllegalArgumentException if there is none
     */
    public synchronized HostArray tensor(String key) {
        if (tensors.isEmpty()) {
            tensors = file.get();
        }
        var tensor = tensors.get(key);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    name() + " has no tensor '" + key + "'; it has " + tensors.keySet() + ".");
        }
        return tensor;
    }

    /**
     * {@return how closely an output must match}
     *
     * @throws IllegalArgumentException if the key is not that of an output
     */
    public Tolerance tolerance(String key) {
        var tolerance = json.path("tol").get(key);
        if (tolerance == null) {
            throw new IllegalArgumentException(name() + " has no tolerance for '" + key + "'.");
        }
        return Tolerance.of(tolerance);
    }

    @Override
    public String toString() {
        return title().isEmpty() ? name() : name() + " " + title();
    }
}
