package dev.haiku.inspect;

import dev.haiku.ir.TensorType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A module when one of its methods has run.
 *
 * @param path the module path, such as {@code mlp/~/linear_0}
 * @param type the simple name of its class
 * @param config how it prints with its settings
 * @param params the types of the parameters of it and the modules that it made or used, by full name, in the order of creation
 * @param state the types of the tensors of their state, likewise; those of a tree under one name and their place in it
 */
public record ModuleDetails(
        String path, String type, String config, Map<String, TensorType> params, Map<String, TensorType> state) {

    /** Copies the maps. */
    public ModuleDetails {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        state = Collections.unmodifiableMap(new LinkedHashMap<>(state));
    }

    /** {@return the types of the parameters of this module alone, by name} */
    public Map<String, TensorType> ownedParams() {
        var owned = new LinkedHashMap<String, TensorType>();
        params.forEach((name, type) -> {
            int slash = name.lastIndexOf('/');
            if (name.substring(0, slash).equals(path)) {
                owned.put(name.substring(slash + 1), type);
            }
        });
        return owned;
    }

    /** {@return the number of elements of the parameters} */
    public long paramSize() {
        return params.values().stream().mapToLong(type -> type.shape().size()).sum();
    }

    /** {@return the number of bytes of the parameters} */
    public long paramBytes() {
        return params.values().stream()
                .mapToLong(type -> type.shape().size() * type.dtype().bytes())
                .sum();
    }
}
