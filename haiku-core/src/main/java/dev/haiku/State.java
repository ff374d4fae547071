package dev.haiku;

import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The state of a function, such as moving averages: module path to name to value, where a value is a tensor or a tree
 * of tensors.
 *
 * <p>An immutable value. Iteration is in the order of creation; as a tree its values come sorted by module path and
 * name. Values created outside every module are under the path {@code "~"}. Prints as a table of names, types and
 * sizes. The methods are those of Haiku's {@code data_structures}.
 */
public final class State extends NamedValues<Object, State.Entry, State> {

    private static final State EMPTY = new State(Layout.EMPTY, List.of());

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
        super(layout, values);
    }

    /** {@return no state} */
    public static State empty() {
        return EMPTY;
    }

    /**
     * {@return the state of a nested map, in its order; modules without state are left out}
     *
     * @throws IllegalArgumentException if a value is no tree
     */
    public static State of(Map<String, ? extends Map<String, ?>> map) {
        return checked(Entries.<Object>of(map));
    }

    static State of(Entries<Object> entries) {
        return EMPTY.create(entries);
    }

    private static State checked(Entries<Object> entries) {
        entries.view().values().forEach(Trees::structure);
        return of(entries);
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
        var value = find(module, name).orElseThrow(() -> none(module, name));
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("The state '" + name + "' in '" + module + "' is a "
                    + value.getClass().getSimpleName() + ", not a " + type.getSimpleName()
                    + ". Use getTree with its class.");
        }
        return type.cast(value);
    }

    /**
     * {@return this with another or one more value, a tree}
     *
     * @throws IllegalArgumentException if the value is no tree
     */
    public State with(String module, String name, Object value) {
        Trees.structure(value);
        return withValue(module, name, value);
    }

    /** {@return the same names with {@code f} applied to every tensor} */
    public State map(UnaryOperator<Tensor> f) {
        return Trees.map(this, f);
    }

    @Override
    State create(Layout layout, List<?> values) {
        return new State(layout, values);
    }

    @Override
    Entry entry(Layout.Path path, Object value) {
        return new Entry(path.module(), path.name(), value);
    }

    @Override
    String noun() {
        return "state";
    }

    @Override
    Class<Object> valueType() {
        return Object.class;
    }

    @Override
    public String toString() {
        return Listing.table(this, "state");
    }
}
