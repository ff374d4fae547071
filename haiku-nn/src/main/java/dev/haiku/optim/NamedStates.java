package dev.haiku.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Maps of states by name, for records that hold them. */
final class NamedStates {

    private NamedStates() {}

    /** {@return an immutable copy in the order of the names, which is that of trees} */
    static <V> Map<String, V> copy(Map<String, ? extends V> states) {
        return Collections.unmodifiableMap(new TreeMap<>(states));
    }

    /** {@return a map with {@code f} applied to each value, in the same order} */
    static <V> Map<String, Object> map(Map<String, V> values, Function<? super V, ?> f) {
        var results = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> results.put(name, f.apply(value)));
        return results;
    }

    /** {@return a map of the same names with other values} */
    static Map<String, Object> with(Map<String, ?> states, List<?> values) {
        var results = new LinkedHashMap<String, Object>();
        int i = 0;
        for (var name : states.keySet()) {
            results.put(name, values.get(i++));
        }
        return results;
    }

    /**
     * {@return the value of a name}
     *
     * @throws IllegalArgumentException if there is none
     */
    static <V> V get(Map<String, V> values, String what, String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "There is no " + what + " '" + name + "'. There are " + values.keySet() + ".");
        }
        return value;
    }
}
