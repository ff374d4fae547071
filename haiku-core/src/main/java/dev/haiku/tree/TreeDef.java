package dev.haiku.tree;

import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The structure of a tree: all but its tensors.
 *
 * <p>Equal structures have the same nodes, keys and static values. Prints with {@code *} for a tensor:
 * {@code Batch[images=*, labels=*]}.
 */
public final class TreeDef {

    static final TreeDef LEAF = new TreeDef(new NodeKind.Leaf(), List.of());

    private final NodeKind kind;
    private final List<TreeDef> children;
    private final int leafCount;
    private final int hash;

    TreeDef(NodeKind kind, List<TreeDef> children) {
        this.kind = kind;
        this.children = List.copyOf(children);
        int count = kind instanceof NodeKind.Leaf ? 1 : 0;
        for (var child : children) {
            count += child.leafCount;
        }
        this.leafCount = count;
        this.hash = 31 * kind.hashCode() + this.children.hashCode();
    }

    /** {@return the structure of a single tensor} */
    public static TreeDef leaf() {
        return LEAF;
    }

    /** {@return how many tensors a tree of this structure has} */
    public int leafCount() {
        return leafCount;
    }

    /**
     * {@return the tree of this structure with those tensors; lists and maps in it are immutable}
     *
     * @throws IllegalArgumentException if their number is not {@link #leafCount}
     */
    public Object unflatten(List<? extends Tensor> leaves) {
        if (leaves.size() != leafCount) {
            throw new IllegalArgumentException(
                    "The tree " + this + " has " + leafCount + " tensors, but got " + leaves.size() + ".");
        }
        return build(leaves.iterator());
    }

    private Object build(Iterator<? extends Tensor> leaves) {
        if (kind instanceof NodeKind.Leaf) {
            return leaves.next();
        }
        List<Object> values = new ArrayList<>(children.size());
        for (var child : children) {
            values.add(child.build(leaves));
        }
        return kind.build(values);
    }

    /**
     * {@return the path of each tensor, in order, such as {@code .params['mlp/linear'].w}; a single tensor
     * has the empty path}
     */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        collectPaths("", paths);
        return List.copyOf(paths);
    }

    private void collectPaths(String path, List<String> paths) {
        if (kind instanceof NodeKind.Leaf) {
            paths.add(path);
        }
        for (int i = 0; i < children.size(); i++) {
            children.get(i).collectPaths(path + kind.step(i), paths);
        }
    }

    /**
     * {@return the numbers, strings and other static values by path, such as {@code .key.layout} to {@code PARTITIONABLE}}
     *
     * <p>Not those of a {@link TreeNode}, which are its key.
     */
    public Map<String, Object> staticValues() {
        Map<String, Object> values = new LinkedHashMap<>();
        collectStaticValues("", values);
        return Collections.unmodifiableMap(values);
    }

    private void collectStaticValues(String path, Map<String, Object> values) {
        if (kind instanceof NodeKind.Static constant) {
            values.put(path, constant.value());
        }
        for (int i = 0; i < children.size(); i++) {
            children.get(i).collectStaticValues(path + kind.step(i), values);
        }
    }

    /**
     * {@return the first difference from another structure in words, or nothing if they are equal}
     *
     * <p>Such as {@code trees differ at .params.w: a tensor in the first, a list of 2 in the second}.
     */
    public Optional<String> differenceFrom(TreeDef other) {
        return equals(other) ? Optional.empty() : Optional.of("trees differ at " + difference(other, ""));
    }

    private String difference(TreeDef other, String path) {
        if (!kind.equals(other.kind) || children.size() != other.children.size()) {
            return (path.isEmpty() ? "the root" : path) + ": " + kind.describe() + " in the first, "
                    + other.kind.describe() + " in the second";
        }
        int i = 0;
        while (children.get(i).equals(other.children.get(i))) {
            i++;
        }
        return children.get(i).difference(other.children.get(i), path + kind.step(i));
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof TreeDef that
                        && hash == that.hash
                        && kind.equals(that.kind)
                        && children.equals(that.children));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return kind.print(children.stream().map(TreeDef::toString).toList());
    }
}
