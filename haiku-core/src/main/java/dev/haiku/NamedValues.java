package dev.haiku;

import dev.haiku.tree.TreeNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * What {@link Params} and {@link State} are: an immutable map from module path and name to value.
 *
 * @param <V> the values
 * @param <E> an entry
 * @param <T> the implementing class
 */
abstract class NamedValues<V, E extends Record, T extends NamedValues<V, E, T>> implements TreeNode<T> {

    private final Layout layout;
    private final List<V> values;

    NamedValues(Layout layout, List<? extends V> values) {
        this.layout = layout;
        this.values = List.copyOf(values);
    }

    /** {@return one of the implementing class with those values, which come in the sorted order of the layout} */
    abstract T create(Layout newLayout, List<? extends V> newValues);

    abstract E entry(Layout.Path path, V value);

    /** {@return what an entry is called in messages} */
    abstract String noun();

    abstract Class<V> valueType();

    final T create(Entries<V> entries) {
        var newLayout = entries.layout();
        return create(newLayout, entries.values(newLayout));
    }

    final Layout layout() {
        return layout;
    }

    /** {@return the values in the sorted order of the layout} */
    final List<V> values() {
        return values;
    }

    final Entries<V> toEntries() {
        var entries = new Entries<V>();
        for (var path : layout.created()) {
            entries.put(path.module(), path.name(), value(path));
        }
        return entries;
    }

    /** {@return the value of a path that there is} */
    final V value(Layout.Path path) {
        return values.get(layout.position(path));
    }

    private E entry(Layout.Path path) {
        return entry(path, value(path));
    }

    final IllegalArgumentException none(String module, String name) {
        return new IllegalArgumentException(
                "There is no " + noun() + " '" + name + "' in '" + module + "'. " + Listing.available(layout));
    }

    // ------------------------------------------------------------------------------------------- reading

    /** {@return the value of that name, if there is one} */
    public final Optional<V> find(String module, String name) {
        return Optional.ofNullable(layout.find(values, module, name));
    }

    /** {@return whether there is a value of that name} */
    public final boolean contains(String module, String name) {
        return layout.contains(module, name);
    }

    /** {@return the values of one module by name, none if it has none} */
    public final Map<String, V> module(String module) {
        return toMap().getOrDefault(module, Map.of());
    }

    /** {@return the module paths, in the order of creation} */
    public final List<String> modules() {
        return layout.modules();
    }

    /** {@return the full names, such as {@code mlp/~/linear_0/w}, in the order of creation} */
    public final List<String> names() {
        return layout.created().stream().map(Layout.Path::toString).toList();
    }

    /** {@return all entries, in the order of creation} */
    public final List<E> entries() {
        return layout.created().stream().map(this::entry).toList();
    }

    /** {@return all entries, sorted by module path and name as the values of a tree are; Haiku's {@code traverse}} */
    public final List<E> traverse() {
        return layout.sorted().stream().map(this::entry).toList();
    }

    /** {@return a nested map that cannot be modified, in the order of creation; Haiku's {@code to_immutable_dict}} */
    public final Map<String, Map<String, V>> toMap() {
        var map = toMutableMap();
        map.replaceAll((module, bundle) -> Collections.unmodifiableMap(bundle));
        return Collections.unmodifiableMap(map);
    }

    /** {@return a new nested map, in the order of creation, to change at will; Haiku's {@code to_mutable_dict}} */
    public final Map<String, Map<String, V>> toMutableMap() {
        var map = new LinkedHashMap<String, Map<String, V>>();
        for (var path : layout.created()) {
            map.computeIfAbsent(path.module(), module -> new LinkedHashMap<>()).put(path.name(), value(path));
        }
        return map;
    }

    /** {@return whether there is nothing in it} */
    public final boolean isEmpty() {
        return values.isEmpty();
    }

    /** {@return the number of elements of all tensors; Haiku's {@code tree_size}} */
    public final long size() {
        return values.stream().mapToLong(Listing::elements).sum();
    }

    /** {@return the number of bytes of all elements; Haiku's {@code tree_bytes}} */
    public final long bytes() {
        return values.stream().mapToLong(Listing::bytes).sum();
    }

    // ------------------------------------------------------------------------------------------- changing

    /** {@return this with another or one more value} */
    final T withValue(String module, String name, V value) {
        var entries = toEntries();
        Entries.of(Map.of(module, Map.of(name, value)))
                .view()
                .forEach((path, v) -> entries.put(path.module(), path.name(), v));
        return create(entries);
    }

    /**
     * {@return this without the value of that name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public final T without(String module, String name) {
        if (!contains(module, name)) {
            throw none(module, name);
        }
        var removed = new Layout.Path(module, name);
        return kept(path -> !path.equals(removed));
    }

    /**
     * {@return this with what {@code f} makes of the value of that name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public final T update(String module, String name, UnaryOperator<V> f) {
        return withValue(module, name, f.apply(find(module, name).orElseThrow(() -> none(module, name))));
    }

    /** {@return this and {@code other}, which wins where both have a value of one name; Haiku's {@code merge}} */
    public final T merge(T other) {
        var merged = toEntries();
        other.toEntries().view().forEach((path, value) -> merged.put(path.module(), path.name(), value));
        return create(merged);
    }

    /**
     * {@return this and {@code other}, which wins where both have a value of one name}
     *
     * @throws IllegalArgumentException if two values of one name have other shapes, element types or structures
     */
    public final T mergeChecked(T other) {
        var clashes = Difference.between(other, this).items().stream()
                .filter(item -> item.kind() == Difference.Kind.DIFFERS)
                .map(item -> "\n" + item)
                .toList();
        if (!clashes.isEmpty()) {
            throw new IllegalArgumentException("mergeChecked needs values of one type under one name."
                    + String.join("", clashes) + "\nUse merge where the second shall replace the first.");
        }
        return merge(other);
    }

    /** {@return the entries that {@code keep} accepts; Haiku's {@code filter}} */
    public final T filter(Predicate<? super E> keep) {
        return kept(path -> keep.test(entry(path)));
    }

    private T kept(Predicate<Layout.Path> keep) {
        var kept = new Entries<V>();
        layout.created().stream().filter(keep).forEach(path -> kept.put(path.module(), path.name(), value(path)));
        return create(kept);
    }

    /** {@return the same names with what {@code f} makes of each entry; Haiku's {@code map}} */
    public final T mapEntries(Function<? super E, ? extends V> f) {
        var results = new ArrayList<V>(values.size());
        for (var path : layout.sorted()) {
            results.add(f.apply(entry(path)));
        }
        return create(layout, results);
    }

    /** {@return the entries that {@code first} accepts, and the others; Haiku's {@code partition}} */
    public final Partition<T> partition(Predicate<? super E> first) {
        return new Partition<>(filter(first), filter(entry -> !first.test(entry)));
    }

    /**
     * {@return {@code n} parts, of which {@code part} chooses one for each entry; Haiku's {@code partition_n}}
     *
     * @throws IllegalArgumentException if it chooses one that is not in {@code [0, n)}
     */
    public final List<T> partitionN(int n, ToIntFunction<? super E> part) {
        var parts = new ArrayList<Entries<V>>();
        for (int i = 0; i < n; i++) {
            parts.add(new Entries<>());
        }
        for (var path : layout.created()) {
            int chosen = part.applyAsInt(entry(path));
            if (chosen < 0 || chosen >= n) {
                throw new IllegalArgumentException("partitionN needs a part in [0, " + n + ") for each entry, but got "
                        + chosen + " for " + path + ".");
            }
            parts.get(chosen).put(path.module(), path.name(), value(path));
        }
        return parts.stream().map(this::create).toList();
    }

    /**
     * {@return the same values with the module paths that {@code rename} makes of theirs}
     *
     * @throws IllegalArgumentException if two values get one name
     */
    public final T renameModules(UnaryOperator<String> rename) {
        var renamed = new Entries<V>();
        for (var path : layout.created()) {
            var module = Entries.checkedName("module path", rename.apply(path.module()));
            if (renamed.contains(module, path.name())) {
                throw new IllegalArgumentException("renameModules needs different names, but two values would be '"
                        + path.name() + "' in '" + module + "'.");
            }
            renamed.put(module, path.name(), value(path));
        }
        return create(renamed);
    }

    /**
     * {@return the entries of the modules under a path, with that path taken off theirs}
     *
     * <p>Of {@code mlp/~/linear_0} under {@code mlp} remains {@code ~/linear_0}; those of {@code mlp} itself are not
     * under it.
     */
    public final T under(String path) {
        return create(toEntries().under(path + "/"));
    }

    // ------------------------------------------------------------------------------------------- comparing

    /** {@return whether {@code other} has all names that this has; Haiku's {@code is_subset}} */
    public final boolean isSubsetOf(T other) {
        return layout.sorted().stream().allMatch(path -> other.contains(path.module(), path.name()));
    }

    /** {@return whether {@code other} has the same names with the same shapes and element types, in any order} */
    public final boolean sameStructure(T other) {
        return difference(other).isEmpty();
    }

    /**
     * {@return what distinguishes this from {@code expected}: what is missing, too much, or of another structure, shape
     * or element type}
     */
    public final Difference difference(T expected) {
        return Difference.between(this, expected);
    }

    /**
     * {@return whether {@code other} is of the same class and has the same names, in any order, with the same structures,
     * element types, shapes and numbers}
     *
     * <p>Numbers are the same if their bits are. Tensors of a running transformation, which have no numbers, equal
     * themselves only.
     */
    @Override
    public final boolean equals(Object other) {
        return this == other
                || (other instanceof NamedValues<?, ?, ?> that
                        && getClass() == that.getClass()
                        && layout.equals(that.layout)
                        && SameNumbers.in(values, that.values));
    }

    /** {@return a hash of the names and types, which does not look at numbers} */
    @Override
    public final int hashCode() {
        int hash = layout.hashCode();
        for (var value : values) {
            hash = 31 * hash + Listing.type(value).hashCode();
        }
        return hash;
    }

    // ------------------------------------------------------------------------------------------- as a tree

    @Override
    public final List<V> treeChildren() {
        return values;
    }

    @Override
    public final T withTreeChildren(List<?> children) {
        return create(layout, Listing.checked(layout, children, valueType()));
    }

    @Override
    public final Object treeKey() {
        return layout;
    }

    @Override
    public final String treeChildPath(int index) {
        return Listing.treePath(layout, index);
    }

    @Override
    public final T treePrototype() {
        return create(layout, List.of());
    }
}
