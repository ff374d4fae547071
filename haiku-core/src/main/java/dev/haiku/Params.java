package dev.haiku;

import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The parameters of a function: module path to name to tensor, such as {@code "mlp/~/linear_0"} to {@code "w"} to
 * {@code f32[784, 300]}.
 *
 * <p>An immutable value. Iteration is in the order of creation, which is the order in which {@code init} drew random
 * keys. As a tree its tensors come sorted by module path and name, and two of the same names have the same structure
 * whatever their order of creation. Values created outside every module are under the path {@code "~"}. Prints as a
 * table of names, types and sizes. The methods are those of Haiku's {@code data_structures}.
 */
public final class Params extends NamedValues<Tensor, Params.Entry, Params> {

    private static final Params EMPTY = new Params(Layout.EMPTY, List.of());

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

    private Params(Layout layout, List<? extends Tensor> values) {
        super(layout, values);
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
        return EMPTY.create(entries);
    }

    /**
     * {@return the value of a parameter}
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Tensor get(String module, String name) {
        return find(module, name).orElseThrow(() -> none(module, name));
    }

    /** {@return these with another or one more parameter} */
    public Params with(String module, String name, Tensor value) {
        return withValue(module, name, value);
    }

    /** {@return the same names with {@code f} applied to every tensor} */
    public Params map(UnaryOperator<Tensor> f) {
        return create(layout(), values().stream().map(f).toList());
    }

    /**
     * {@return the same names with {@code f} applied to the tensors of this and of {@code other}}
     *
     * @throws IllegalArgumentException if the names differ
     */
    public Params zipWith(Params other, BinaryOperator<Tensor> f) {
        if (!layout().equals(other.layout())) {
            throw new IllegalArgumentException(
                    "zipWith needs parameters of the same names.\n" + other.difference(this));
        }
        var results = new ArrayList<Tensor>(values().size());
        for (int i = 0; i < values().size(); i++) {
            results.add(f.apply(values().get(i), other.values().get(i)));
        }
        return create(layout(), results);
    }

    @Override
    Params create(Layout layout, List<? extends Tensor> values) {
        return new Params(layout, values);
    }

    @Override
    Entry entry(Layout.Path path, Tensor value) {
        return new Entry(path.module(), path.name(), value);
    }

    @Override
    String noun() {
        return "parameter";
    }

    @Override
    Class<Tensor> valueType() {
        return Tensor.class;
    }

    @Override
    public String toString() {
        return Listing.table(this, "parameters");
    }
}
