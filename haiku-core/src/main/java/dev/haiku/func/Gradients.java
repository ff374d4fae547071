package dev.haiku.func;

import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * The gradients by several arguments, in the order of their {@link Argnums}.
 *
 * @param trees each a tree like its argument
 */
public record Gradients(List<Object> trees) {

    /** Copies the list. */
    public Gradients {
        trees = List.copyOf(trees);
    }

    /**
     * {@return the gradient at that place among the argnums, by an argument of that class}
     *
     * @throws IllegalArgumentException if it is of another class
     */
    public <T> T get(int index, Class<T> type) {
        var tree = trees.get(index);
        if (!type.isInstance(tree)) {
            throw new IllegalArgumentException("The gradient at " + index + " was asked for as " + type.getSimpleName()
                    + ", but it is a " + Positions.kind(tree) + ".");
        }
        return type.cast(tree);
    }

    /** {@return the gradient at that place among the argnums, by an argument that is a tensor} */
    public Tensor tensor(int index) {
        return get(index, Tensor.class);
    }
}
