package dev.haiku;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A mutable two-level map, module path and name to value, in the order of creation; what a {@link Frame} fills. */
final class Entries<V> {

    private final Map<Layout.Path, V> values = new LinkedHashMap<>();

    @Nullable
    V find(String module, String name) {
        return values.get(new Layout.Path(module, name));
    }

    boolean contains(String module, String name) {
        return values.containsKey(new Layout.Path(module, name));
    }

    void put(String module, String name, V value) {
        values.put(new Layout.Path(module, name), value);
    }

    Entries<V> copy() {
        var copy = new Entries<V>();
        copy.values.putAll(values);
        return copy;
    }

    boolean hasModule(String module) {
        return values.keySet().stream().anyMatch(path -> path.module().equals(module));
    }

    Map<Layout.Path, V> view() {
        return values;
    }

    /** {@return the entries of the modules whose paths begin with a prefix, which is taken off them} */
    Entries<V> under(String prefix) {
        var under = new Entries<V>();
        values.forEach((path, value) -> {
            if (path.module().startsWith(prefix)) {
                under.put(path.module().substring(prefix.length()), path.name(), value);
            }
        });
        return under;
    }

    Layout layout() {
        return values.isEmpty() ? Layout.EMPTY : new Layout(List.copyOf(values.keySet()));
    }

    /** {@return the values in the order of a layout of these entries} */
    List<V> values(Layout layout) {
        var ordered = new ArrayList<V>(values.size());
        for (var path : layout.sorted()) {
            ordered.add(Objects.requireNonNull(values.get(path)));
        }
        return ordered;
    }

    /** {@return an unmodifiable nested map as entries, in its order} */
    static <V> Entries<V> of(Map<String, ? extends Map<String, ? extends V>> map) {
        var entries = new Entries<V>();
        map.forEach((module, bundle) -> bundle.forEach((name, value) -> {
            checkedName("module path", module);
            checkedName("name in '" + module + "'", name);
            entries.put(module, name, Objects.requireNonNull(value, () -> module + "/" + name));
        }));
        return entries;
    }

    static String checkedName(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A " + what + " cannot be empty.");
        }
        return text;
    }
}
