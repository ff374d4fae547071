package dev.haiku.tree;

import dev.haiku.tensor.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A static part of a tree of any class: an activation function, a class, a date.
 *
 * <p>Numbers, booleans, strings, enums and shapes are static without it. Two are the same structure if their values are
 * {@code equal}, so a function counts as another one if it is another object: keep it in a constant. JAX's {@code
 * static_argnums} for a single value.
 *
 * @param <T> the class of the value
 */
public final class Static<T> implements TreeNode<Static<T>> {

    private final T value;

    private Static(T value) {
        this.value = value;
    }

    /**
     * {@return a static part with that value, which must never change}
     *
     * @throws IllegalArgumentException if it can change, as arrays and common collections do, or is a tensor
     */
    public static <T> Static<T> of(T value) {
        if (value instanceof Tensor tensor) {
            throw new IllegalArgumentException(
                    "A tensor " + tensor.type() + " cannot be static, since tensors are compared by"
                            + " identity. Pass it as an argument of its own.");
        }
        if (isMutable(value)) {
            throw new IllegalArgumentException("A " + value.getClass().getTypeName()
                    + " cannot be static, since it can change. Give an immutable copy, such as List.copyOf.");
        }
        return new Static<>(value);
    }

    private static boolean isMutable(Object value) {
        return value.getClass().isArray()
                || (value instanceof CharSequence && !(value instanceof String))
                || (value instanceof Number && !Flattener.isStatic(value))
                || (value instanceof Map<?, ?> map && !sameObject(Map.copyOf(map), map))
                || (value instanceof Collection<?> collection && !isImmutable(collection));
    }

    /** Copies of immutable collections are these themselves. */
    private static boolean isImmutable(Collection<?> values) {
        return sameObject(values instanceof Set<?> set ? Set.copyOf(set) : List.copyOf(values), values);
    }

    @SuppressWarnings("ReferenceEquality") // identity is the question
    private static boolean sameObject(Object first, Object second) {
        return first == second;
    }

    /** {@return the value} */
    public T value() {
        return value;
    }

    @Override
    public List<?> treeChildren() {
        return List.of();
    }

    @Override
    public Static<T> withTreeChildren(List<?> children) {
        return this;
    }

    @Override
    public Object treeKey() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Static<?> that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "Static[" + value + "]";
    }
}
