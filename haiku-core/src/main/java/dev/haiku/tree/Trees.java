package dev.haiku.tree;

import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Takes trees apart and maps over them; JAX's {@code tree_util}.
 *
 * <p>A tree is a tensor, a record (by its components), a {@code List}, a {@code Map} from strings (in the order of
 * its keys), an array of objects, an {@code Optional} or a {@link TreeNode}, of trees. Numbers, booleans, characters,
 * strings, enums and shapes are static: they belong to the structure, and so does any other immutable value in {@link Static}.
 * Anything else, {@code null} included, is an error that names its place.
 */
public final class Trees {

    private Trees() {}

    /** A function of three tensors. */
    @FunctionalInterface
    public interface TernaryOperator {

        /** {@return its result} */
        Tensor apply(Tensor first, Tensor second, Tensor third);
    }

    /**
     * {@return the tensors and the structure of a tree}
     *
     * @throws IllegalArgumentException if something in it is neither a tree nor static
     */
    public static Flat flatten(Object tree) {
        return Flattener.flatten(tree);
    }

    /** {@return the tensors of a tree} */
    public static List<Tensor> leaves(Object tree) {
        return flatten(tree).leaves();
    }

    /** {@return the structure of a tree} */
    public static TreeDef structure(Object tree) {
        return flatten(tree).def();
    }

    /** {@return the tree of that structure with those tensors} */
    public static Object unflatten(TreeDef def, List<? extends Tensor> leaves) {
        return def.unflatten(leaves);
    }

    /** {@return the tree with {@code f} applied to each tensor} */
    public static <T> T map(T tree, UnaryOperator<Tensor> f) {
        var flat = flatten(tree);
        return rebuild(flat, flat.leaves().stream().map(f).toList());
    }

    /** {@return the tree with {@code f} applied to each tensor and its path, such as {@code .params.w}} */
    public static <T> T mapWithPath(T tree, BiFunction<String, Tensor, Tensor> f) {
        var flat = flatten(tree);
        var paths = flat.def().paths();
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            results.add(f.apply(paths.get(i), flat.leaves().get(i)));
        }
        return rebuild(flat, results);
    }

    /**
     * {@return the tree with {@code f} applied to the tensors of two trees}
     *
     * @throws IllegalArgumentException if their structures differ, naming the first difference
     */
    public static <T> T map(T first, T second, BinaryOperator<Tensor> f) {
        var flat = flatten(first);
        var others = matching(flat.def(), second);
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            results.add(f.apply(flat.leaves().get(i), others.get(i)));
        }
        return rebuild(flat, results);
    }

    /**
     * {@return the tree with {@code f} applied to the tensors of three trees}
     *
     * @throws IllegalArgumentException if their structures differ, naming the first difference
     */
    public static <T> T map(T first, T second, T third, TernaryOperator f) {
        var flat = flatten(first);
        var seconds = matching(flat.def(), second);
        var thirds = matching(flat.def(), third);
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i++) {
            results.add(f.apply(flat.leaves().get(i), seconds.get(i), thirds.get(i)));
        }
        return rebuild(flat, results);
    }

    /** {@return the number of elements of all tensors of a tree; Haiku's {@code tree_size}} */
    public static long treeSize(Object tree) {
        return leaves(tree).stream().mapToLong(Trees::elements).sum();
    }

    /** {@return the number of bytes of the elements of all tensors of a tree; Haiku's {@code tree_bytes}} */
    public static long treeBytes(Object tree) {
        return leaves(tree).stream()
                .mapToLong(leaf -> elements(leaf) * leaf.type().dtype().bytes())
                .sum();
    }

    private static long elements(Tensor leaf) {
        return leaf.type().shape().size();
    }

    private static List<Tensor> matching(TreeDef def, Object other) {
        var flat = flatten(other);
        def.differenceFrom(flat.def()).ifPresent(difference -> {
            throw new IllegalArgumentException("Trees.map needs trees of one structure, but " + difference + ".");
        });
        return flat.leaves();
    }

    // A structure rebuilds the class of each node that it was taken from.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T rebuild(Flat flat, List<Tensor> leaves) {
        return (T) flat.def().unflatten(leaves);
    }
}
