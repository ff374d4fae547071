package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Arithmetic with whole trees of tensors, such as parameters; optax's {@code optax.tree}.
 *
 * <p>Trees of one operation have one structure. Results of one number are scalars.
 */
public final class TreeMath extends TreeMoments {

    private TreeMath() {}

    /** How random numbers of a shape and an element type are drawn. */
    @FunctionalInterface
    public interface Sampler {

        /** {@return the numbers} */
        Tensor sample(Key key, Shape shape, DType dtype);
    }

    /**
     * {@return the tree with {@code f} applied to each tensor and its name}
     *
     * <p>Names are those of {@link Mask}: {@code module/name} for {@link dev.haiku.Params}, and the steps from the root
     * joined by {@code /} for other trees.
     */
    public static <T> T mapWithName(T tree, BiFunction<String, Tensor, Tensor> f) {
        return Trees.mapWithPath(tree, (path, x) -> f.apply(LeafNames.name(path), x));
    }

    /** {@return {@code a + b}} */
    public static <T> T add(T a, T b) {
        return Trees.map(a, b, (BinaryOperator<Tensor>) Tensor::add);
    }

    /** {@return {@code a + b + more}} */
    @SafeVarargs
    public static <T> T add(T a, T b, T... more) {
        var sum = add(a, b);
        for (var next : more) {
            sum = add(sum, next);
        }
        return sum;
    }

    /** {@return {@code a - b}} */
    public static <T> T sub(T a, T b) {
        return Trees.map(a, b, (BinaryOperator<Tensor>) Tensor::sub);
    }

    /** {@return {@code a·b}, element by element} */
    public static <T> T mul(T a, T b) {
        return Trees.map(a, b, (BinaryOperator<Tensor>) Tensor::mul);
    }

    /** {@return {@code a / b}, element by element} */
    public static <T> T div(T a, T b) {
        return Trees.map(a, b, (BinaryOperator<Tensor>) Tensor::div);
    }

    /** {@return {@code scalar·tree}} */
    public static <T> T scale(Number scalar, T tree) {
        var factor = Hyperparameter.of(scalar);
        return Trees.map(tree, factor::times);
    }

    /** {@return {@code scalar·tree}} */
    public static <T> T scale(Tensor scalar, T tree) {
        return Trees.map(tree, (Tensor x) -> x.mul(scalar));
    }

    /** {@return {@code a + scalar·b}} */
    public static <T> T addScale(T a, Number scalar, T b) {
        var factor = Hyperparameter.of(scalar);
        return Trees.map(a, b, (x, y) -> x.add(factor.times(y)));
    }

    /** {@return {@code a + scalar·b}} */
    public static <T> T addScale(T a, Tensor scalar, T b) {
        return Trees.map(a, b, (x, y) -> x.add(y.mul(scalar)));
    }

    /** {@return the tree of {@code a} where a condition holds and of {@code b} elsewhere} */
    public static <T> T where(Tensor condition, T a, T b) {
        return Trees.map(a, b, (x, y) -> Ops.where(condition, x, y));
    }

    /** {@return the tree with each element moved into {@code [lo, hi]}} */
    public static <T> T clip(T tree, Number lo, Number hi) {
        var low = Hyperparameter.of(lo);
        var high = Hyperparameter.of(hi);
        return Trees.map(tree, (Tensor x) -> high.min(low.max(x)));
    }

    /** {@return the inner product of two trees, {@code Σ a·b} over all elements} */
    public static Tensor vdot(Object a, Object b) {
        return sum(mul(a, b));
    }

    /** {@return the sum of all elements; of an empty tree 0} */
    public static Tensor sum(Object tree) {
        return Trees.leaves(tree).stream().map(Ops::sum).reduce(Tensor::add).orElseGet(() -> Tensor.scalar(0.0));
    }

    /** {@return the largest element; of an empty tree -∞} */
    public static Tensor max(Object tree) {
        return extreme(tree, Ops::max, Ops::maximum, Double.NEGATIVE_INFINITY);
    }

    /** {@return the smallest element; of an empty tree ∞} */
    public static Tensor min(Object tree) {
        return extreme(tree, Ops::min, Ops::minimum, Double.POSITIVE_INFINITY);
    }

    private static Tensor extreme(
            Object tree, UnaryOperator<Tensor> ofLeaf, BinaryOperator<Tensor> ofTwo, double ofNone) {
        return Trees.leaves(tree).stream()
                .filter(leaf -> leaf.size() > 0)
                .map(ofLeaf)
                .reduce(ofTwo)
                .orElseGet(() -> Tensor.scalar(ofNone));
    }

    /** {@return the square root of the sum of the squares of all elements; of an empty tree 0} */
    public static Tensor norm(Object tree) {
        return Ops.sqrt(squaredNorm(tree));
    }

    /**
     * {@return the norm of all elements as one vector}
     *
     * @param order 1, 2 or {@link Double#POSITIVE_INFINITY}
     * @throws IllegalArgumentException if the order is another one
     */
    public static Tensor norm(Object tree, double order) {
        if (order == 2) {
            return norm(tree);
        }
        if (order == 1) {
            return sum(Trees.map(tree, Ops::abs));
        }
        if (order == Double.POSITIVE_INFINITY) {
            return max(Trees.map(tree, Ops::abs));
        }
        throw new IllegalArgumentException(
                "The norm of a tree needs the order 1, 2 or infinity, but got " + order + ".");
    }

    /** {@return the sum of the squares of all elements} */
    public static Tensor squaredNorm(Object tree) {
        return sum(Trees.map(tree, Ops::square));
    }

    /** {@return the number of elements} */
    public static long size(Object tree) {
        return Trees.treeSize(tree);
    }

    /**
     * {@return the tree with tensors of its own}
     *
     * <p>A state that began with the tensors of parameters or of a key would take them along when it is donated.
     */
    public static <T> T copy(T tree) {
        return Trees.map(tree, (Tensor x) -> Ops.where(Tensor.scalar(true), x, x));
    }

    /** {@return a tree of the same shapes and element types full of zeros} */
    public static <T> T zerosLike(T tree) {
        return Trees.map(tree, Ops::zerosLike);
    }

    /** {@return a tree of the same shapes full of zeros of an element type} */
    public static <T> T zerosLike(T tree, DType dtype) {
        return Trees.map(tree, (Tensor x) -> Ops.zeros(x.shape(), dtype));
    }

    /** {@return a tree of the same shapes and element types full of ones} */
    public static <T> T onesLike(T tree) {
        return Trees.map(tree, Ops::onesLike);
    }

    /** {@return a tree of the same shapes full of ones of an element type} */
    public static <T> T onesLike(T tree, DType dtype) {
        return Trees.map(tree, (Tensor x) -> Ops.ones(x.shape(), dtype));
    }

    /** {@return a tree of the same shapes and element types filled with a number} */
    public static <T> T fullLike(T tree, Number value) {
        var number = Hyperparameter.of(value);
        return Trees.map(tree, number::fill);
    }

    /** {@return a tree of the same shapes filled with a number of an element type} */
    public static <T> T fullLike(T tree, Number value, DType dtype) {
        return fullLike(zerosLike(tree, dtype), value);
    }

    /** {@return the tree with leading axes, along which it repeats} */
    public static <T> T batchShape(T tree, Shape batch) {
        return Trees.map(tree, (Tensor x) -> x.broadcastTo(batch.concat(x.shape())));
    }

    /** {@return whether all elements of two trees are close, {@code |a - b| <= atol + rtol·|b|}, a {@code bool} scalar} */
    public static Tensor allClose(Object a, Object b, double rtol, double atol) {
        return Trees.leaves(Trees.map(a, b, (x, y) -> Ops.allClose(x, y, rtol, atol))).stream()
                .reduce(Ops::logicalAnd)
                .orElseGet(() -> Tensor.scalar(true));
    }

    /**
     * {@return a tree of independent keys in the place of tensors: of their words, {@code u32[2]} each}
     *
     * @param key where they come from; it should not be used again
     */
    public static <T> T splitKeyLike(Key key, T tree) {
        var keys = keysLike(key, tree).iterator();
        return Trees.map(tree, (Tensor x) -> keys.next().data());
    }

    /** {@return a tree of the same shapes and element types of normally distributed numbers} */
    public static <T> T randomLike(Key key, T tree) {
        return randomLike(key, tree, Random::normal);
    }

    /** {@return a tree of the same shapes and element types of random numbers, with a key of its own for each tensor} */
    public static <T> T randomLike(Key key, T tree, Sampler sampler) {
        var keys = keysLike(key, tree).iterator();
        return Trees.map(tree, (Tensor x) -> sampler.sample(keys.next(), x.shape(), x.dtype()));
    }

    private static List<Key> keysLike(Key key, Object tree) {
        return key.split(Trees.structure(tree).leafCount());
    }
}
