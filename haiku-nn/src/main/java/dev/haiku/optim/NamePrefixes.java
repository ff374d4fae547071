package dev.haiku.optim;

import java.util.Map;
import java.util.TreeMap;

/**
 * Values by name, of which one stands for all names below its own.
 *
 * @param <V> the values
 */
final class NamePrefixes<V> {

    private final String what;
    private final Map<String, V> values;

    NamePrefixes(String what, Map<String, V> values) {
        this.what = what;
        this.values = new TreeMap<>(values);
    }

    /** {@return the value of the longest name that is this one or above it} */
    V get(String name) {
        var prefix = name;
        while (true) {
            var value = values.get(prefix);
            if (value != null) {
                return value;
            }
            if (prefix.isEmpty()) {
                throw new IllegalArgumentException("The " + what + " says nothing about the parameter '" + name
                        + "'. It has the names " + values.keySet() + "; the empty name stands for all.");
            }
            prefix = prefix.substring(0, Math.max(0, prefix.lastIndexOf('/')));
        }
    }
}
