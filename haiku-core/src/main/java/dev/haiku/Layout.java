package dev.haiku;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names of a {@link Params} or {@link State} without the values: module paths and entry names.
 *
 * <p>Values are stored in the sorted order of module and name, in which JAX visits a nested dict, so that a map is a
 * tree without any work; this knows the order of creation, too. Equality ignores the order of creation.
 */
final class Layout {

    static final Layout EMPTY = new Layout(List.of());

    /**
     * The place of a value.
     *
     * @param module the module path
     * @param name the entry's name
     */
    record Path(String module, String name) implements Comparable<Path> {

        private static final Comparator<Path> ORDER =
                Comparator.comparing(Path::module).thenComparing(Path::name);

        @Override
        public int compareTo(Path other) {
            return ORDER.compare(this, other);
        }

        /** {@return the full name, such as {@code mlp/~/linear_0/w}} */
        @Override
        public String toString() {
            return module + "/" + name;
        }
    }

    private final List<Path> created;
    private final List<Path> sorted;
    private final Map<Path, Integer> positions = new HashMap<>();
    private final int hash;

    /**
     * Creates one of distinct paths in the order of creation; those of a module come together, at the place of its
     * first.
     */
    Layout(List<Path> paths) {
        this.created = paths.stream()
                .collect(Collectors.groupingBy(Path::module, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(List::stream)
                .toList();
        this.sorted = paths.stream().sorted().toList();
        for (int i = 0; i < sorted.size(); i++) {
            positions.put(sorted.get(i), i);
        }
        this.hash = sorted.hashCode();
    }

    int size() {
        return sorted.size();
    }

    /** {@return the paths in the order of creation} */
    List<Path> created() {
        return created;
    }

    /** {@return the paths in the order of the values} */
    List<Path> sorted() {
        return sorted;
    }

    List<String> modules() {
        return created.stream().map(Path::module).distinct().toList();
    }

    boolean contains(String module, String name) {
        return positions.containsKey(new Path(module, name));
    }

    /** {@return the value at a path, or null} */
    <V> @Nullable V find(List<V> values, String module, String name) {
        var position = positions.get(new Path(module, name));
        return position == null ? null : values.get(position);
    }

    /** {@return the place of the value of a path that there is} */
    int position(Path path) {
        return Objects.requireNonNull(positions.get(path));
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Layout that && hash == that.hash && sorted.equals(that.sorted));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return sorted.stream().map(Path::toString).collect(Collectors.joining(", ", "{", "}"));
    }
}
