package dev.haiku;

import dev.haiku.tensor.Tensor;
import dev.haiku.tree.TreeNode;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The state of a function, such as moving averages: module path to name to value, where a value is a tensor or a tree
 * of tensors.
 *
 * <p>An immutable value. Iteration is in the order of creation; as a tree its values come sorted by module path and
 * name. Values created outside every module are under the path {@code "~"}. Prints as a table of names, types and
 * sizes.
 */
public final class State implements TreeNode<State> {

    private static final State EMPTY = new State(Layout.EMPTY, List.of());

    private final Layout layout;
    private final List<Object> values;

    /**
     * One entry of the state.
     *
     * @param module the path of its module
     * @param name its name in that module
     * @param value its value, a tree
     */
    public record Entry(String module, String name, Object value) {

        /** {@return module path and name, such as {@code counter/count}} */
        public String fullName() {
            return module + "/" + name;
        }
    }

    private State(Layout layout, List<?> values) {
        this.layout = layout;
        this.values = List.copyOf(values);
    }

    /** {@return no state} */
    public static State empty() {
        return EMPTY;
    }

    /** {@return the state of a nested map, in its order; modules without state are left out} */
    public static State of(Map<String, ? extends Map<String, ?>> map) {
        var entries = Entries.<Object>of(map);
        entries.view().values().forEach(Trees::structure);
        return of(entries);
    }

    static State of(Entries<Object> entries) {
        var layout = entries.layout();
        return new State(layout, entries.values(layout));
    }

    Entries<Object> toEntries() {
        var entries = new Entries<Object>();
        entries().forEach(entry -> entries.put(entry.module(), entry.name(), entry.value()));
        return entries;
    }

    /**
     * {@return the tensor of that name}
     *
     * @throws IllegalArgumentException if there is none, or if it is a tree other than a tensor
     */
    public Tensor get(String module, String name) {
        return getTree(module, name, Tensor.class);
    }

    /**
     * {@return the value of that name}
     *
     * @throws IllegalArgumentException if there is none, or if it has another type
     */
    public <T> T getTree(String module, String name, Class<T> type) {
        var value = find(module, name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no state '" + name + "' in '" + module + "'. " + Listing.available(layout)));
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("The state '" + name + "' in '" + module + "' is a "
                    + value.getClass().getSimpleName() + ", not a " + type.getSimpleName()
                    + ". Use getTree with its class.");
        }
        return type.cast(value);
    }

    /** {@return the value of that name, if there is one} */
    public Optional<Object> find(String module, String name) {
        return Optional.ofNullable(layout.find(values, module, name));
    }

    /** {@return whether there is an entry of that name} */
    public boolean contains(String module, String name) {
        return layout.contains(module, name);
    }

    /** {@return the values of one module by name, none if it has none} */
    public Map<String, Object> module(String module) {
        return toMap().getOrDefault(module, Map.of());
    }

    /** {@return the module paths, in the order of creation} */
    public List<String> modules() {
        return layout.modules();
    }

    /** {@return the full names, such as {@code counter/count}, in the order of creation} */
    public List<String> names() {
        return layout.created().stream().map(Layout.Path::toString).toList();
    }

    /** {@return all entries, in the order of creation} */
    public List<Entry> entries() {
        var ordered = layout.inCreationOrder(values);
        var entries = new ArrayList<Entry>(ordered.size());
        for (int i = 0; i < ordered.size(); i++) {
            var path = layout.created().get(i);
            entries.add(new Entry(path.module(), path.name(), ordered.get(i)));
        }
        return List.copyOf(entries);
    }

    /** {@return a nested map that cannot be modified, in the order of creation} */
    public Map<String, Map<String, Object>> toMap() {
        return Listing.nested(layout, values);
    }

    /** {@return this with another or one more value, a tree} */
    public State with(String module, String name, Object value) {
        return merge(of(Map.of(module, Map.of(name, value))));
    }

    /** {@return this and {@code other}, which wins where both have an entry of a name} */
    public State merge(State other) {
        var merged = toEntries();
        other.entries().forEach(entry -> merged.put(entry.module(), entry.name(), entry.value()));
        return of(merged);
    }

    /** {@return the entries that {@code keep} accepts} */
    public State filter(Predicate<Entry> keep) {
        var kept = new Entries<Object>();
        entries().stream().filter(keep).forEach(entry -> kept.put(entry.module(), entry.name(), entry.value()));
        return of(kept);
    }

    /** {@return the same names with {@code f} applied to every tensor} */
    public State map(UnaryOperator<Tensor> f) {
        return Trees.map(this, f);
    }

    /**
     * {@return whether {@code other} has the same names with the same trees of shapes and element types, in any order}
     */
    public boolean sameStructure(State other) {
        return difference(other).isEmpty();
    }

    /**
     * {@return in words what distinguishes this from {@code expected}: what is missing, too much, or of another
     * structure, shape or element type, one line each; an empty text if nothing}
     */
    public String difference(State expected) {
        return Listing.difference(layout, values, expected.layout, expected.values);
    }

    /** {@return whether there is none} */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** {@return the number of elements of all tensors} */
    public long size() {
        return values.stream().mapToLong(Listing::elements).sum();
    }

    /** {@return the number of bytes of all elements} */
    public long bytes() {
        return values.stream().mapToLong(Listing::bytes).sum();
    }

    @Override
    public List<Object> treeChildren() {
        return values;
    }

    @Override
    public State withTreeChildren(List<?> children) {
        return new State(layout, Listing.checked(layout, children, Object.class));
    }

    @Override
    public Object treeKey() {
        return layout;
    }

    @Override
    public String treeChildPath(int index) {
        return Listing.treePath(layout, index);
    }

    @Override
    public State treePrototype() {
        return new State(layout, List.of());
    }

    @Override
    public String toString() {
        return Listing.table(layout, values, "state");
    }
}
