package dev.haiku.tree;

import java.util.List;

/**
 * A class of one's own that takes part in trees, where a record will not do.
 *
 * <p>Two nodes have the same structure if their class, their {@link #treeKey} and the structures of their children
 * are equal.
 *
 * @param <T> the implementing class
 */
public interface TreeNode<T extends TreeNode<T>> {

    /** {@return the children, which are trees, in a fixed order} */
    List<?> treeChildren();

    /** {@return a node of the same key with other children, which come in the order of {@link #treeChildren}} */
    T withTreeChildren(List<?> children);

    /** {@return the static part, with {@code equals} and {@code hashCode}; such as the names of the children} */
    Object treeKey();

    /** {@return how a child prints in paths, such as {@code .w}} */
    default String treeChildPath(int index) {
        return "[" + index + "]";
    }

    /**
     * {@return a node on which {@link #withTreeChildren} may be called later on behalf of this one}
     *
     * <p>Structures are kept for long, in the caches of compiled functions. A class whose nodes hold big tensors
     * overrides this to return one with the same key but without them, so that they can be freed.
     */
    default TreeNode<T> treePrototype() {
        return this;
    }
}
