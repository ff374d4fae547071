package dev.haiku;

import dev.haiku.tensor.Tensor;
import dev.haiku.tree.TreeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The parameters of a function: module path to name to tensor, such as {@code "mlp/~/linear_0"} to {@code "w"} to
 * {@code f32[784, 300]}.
 *
 * <p>An immutable value. Iteration is in the order of creation, which is the order in which {@code init} drew random
 * keys. As a tree its tensors come sorted by module path and name, and two of the same names have the same structure
 * whatever their order of creation. Values created outside every module are under the path {@code "~"}. Prints as a
 * table of names, types and sizes.
 */
public final class Params implements TreeNode<Params> {

    private static final Params EMPTY = new Params(Layout.EMPTY, List.of());

    private final Layout layout;
    private final List<Tensor> values;

    /**
     * One parameter.
     *
     * @param module the path of its module
     * @param name its name in that module
     * @param value its value
     */
    public record Entry(String module, String name, Tensor value) {

        /** {@return module path and name, such as {@code mlp/~/linear_0/w}} */
        public String fullName() {
            return module + "/" + name;
        }
    }

    private Params(Layout layout, List<Tensor> values) {
        this.layout = layout;
        this.values = List.copyOf(values);
    }

    /** {@return no parameters} */
    public static Params empty() {
        return EMPTY;
    }

    /** {@return the parameters of a nested map, in its order; modules without parameters are left out} */
    public static Params of(Map<String, ? extends Map<String, ? extends Tensor>> map) {
        return of(Entries.of(map));
    }

    static Params of(Entries<Tensor> entries) {
        var layout = entries.layout();
        return new Params(layout, entries.values(layout));
    }

    Entries<Tensor> toEntries() {
        var entries = new Entries<Tensor>();
        entries().forEach(entry -> entries.put(entry.module(), entry.name(), entry.value()));
        return entries;
    }

    /**
     * {@return the value of a parameter}
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Tensor get(String module, String name) {
        return find(module, name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no parameter '" + name + "' in '" + module + "'. " + Listing.available(layout)));
    }

    /** {@return the value of a parameter, if there is one of that name} */
    public Optional<Tensor> find(String module, String name) {
        return Optional.ofNullable(layout.find(values, module, name));
    }

    /** {@return whether there is a parameter of that name} */
    public boolean contains(String module, String name) {
        return layout.contains(module, name);
    }

    /** {@return the parameters of one module by name, none if it has none} */
    public Map<String, Tensor> module(String module) {
        return toMap().getOrDefault(module, Map.of());
    }

    /** {@return the module paths, in the order of creation} */
    public List<String> modules() {
        return layout.modules();
    }

    /** {@return the full names, such as {@code mlp/~/linear_0/w}, in the order of creation} */
    public List<String> names() {
        return layout.created().stream().map(Layout.Path::toString).toList();
    }

    /** {@return all parameters, in the order of creation} */
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
    public Map<String, Map<String, Tensor>> toMap() {
        return Listing.nested(layout, values);
    }

    /** {@return these with another or one more parameter} */
    public Params with(String module, String name, Tensor value) {
        return merge(of(Map.of(module, Map.of(name, value))));
    }

    /** {@return these and those of {@code other}, which win where both have one of a name} */
    public Params merge(Params other) {
        var merged = toEntries();
        other.entries().forEach(entry -> merged.put(entry.module(), entry.name(), entry.value()));
        return of(merged);
    }

    /** {@return those that {@code keep} accepts} */
    public Params filter(Predicate<Entry> keep) {
        var kept = new Entries<Tensor>();
        entries().stream().filter(keep).forEach(entry -> kept.put(entry.module(), entry.name(), entry.value()));
        return of(kept);
    }

    /** {@return the same names with {@code f} applied to every tensor} */
    public Params map(UnaryOperator<Tensor> f) {
        return new Params(layout, values.stream().map(f).toList());
    }

    /**
     * {@return the same names with {@code f} applied to the tensors of this and of {@code other}}
     *
     * @throws IllegalArgumentException if the names differ
     */
    public Params zipWith(Params other, BinaryOperator<Tensor> f) {
        if (!layout.equals(other.layout)) {
            throw new IllegalArgumentException(
                    "zipWith needs parameters of the same names.\n" + other.difference(this));
        }
        var results = new ArrayList<Tensor>(values.size());
        for (int i = 0; i < values.size(); i++) {
            results.add(f.apply(values.get(i), other.values.get(i)));
        }
        return new Params(layout, results);
    }

    /** {@return whether {@code other} has the same names with the same shapes and element types, in any order} */
    public boolean sameStructure(Params other) {
        return difference(other).isEmpty();
    }

    /**
     * {@return in words what distinguishes these from {@code expected}: what is missing, too much, or of another shape
     * or element type, one line each; an empty text if nothing}
     */
    public String difference(Params expected) {
        return Listing.difference(layout, values, expected.layout, expected.values);
    }

    /** {@return whether there are none} */
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
    public List<Tensor> treeChildren() {
        return values;
    }

    @Override
    public Params withTreeChildren(List<?> children) {
        return new Params(layout, Listing.checked(layout, children, Tensor.class));
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
    public Params treePrototype() {
        return new Params(layout, List.of());
    }

    @Override
    public String toString() {
        return Listing.table(layout, values, "parameters");
    }
}
