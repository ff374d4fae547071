package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.func.Control;
import dev.haiku.func.Func;
import dev.haiku.func.Jvp;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.UnaryOperator;

/**
 * Nearest points of sets, for constrained optimisation; {@code optax.projections}.
 *
 * <p>A tree counts as one vector. All are differentiable where the nearest point is unique.
 */
public final class Projections {

    private Projections() {}

    /** {@return the nearest tree without negative elements} */
    public static <T> T nonNegative(T tree) {
        return Trees.map(tree, Nn::relu);
    }

    /** {@return the nearest tree with all elements in {@code [lower, upper]}} */
    public static <T> T box(T tree, Number lower, Number upper) {
        return TreeMath.clip(tree, lower, upper);
    }

    /** {@return the nearest tree with each element between those of two trees} */
    public static <T> T box(T tree, T lower, T upper) {
        return Trees.map(tree, lower, upper, (x, lo, hi) -> Ops.minimum(Ops.maximum(x, lo), hi));
    }

    /** {@return the nearest tree with all elements in [0, 1]} */
    public static <T> T hypercube(T tree) {
        return hypercube(tree, 1);
    }

    /** {@return the nearest tree with all elements in {@code [0, scale]}} */
    public static <T> T hypercube(T tree, Number scale) {
        return box(tree, 0, scale);
    }

    /** {@return the nearest distribution: elements that are not negative and sum to 1} */
    public static <T> T simplex(T tree) {
        return simplex(tree, 1);
    }

    /**
     * {@return the nearest tree of elements that are not negative and sum to {@code scale}}
     *
     * <p>Source: Duchi et al., <em>Efficient projections onto the l1-ball for learning in high dimensions</em>, 2008.
     */
    public static <T> T simplex(T tree, Number scale) {
        var size = Hyperparameter.of(scale);
        var projected = size.times(UNIT_SIMPLEX.apply(size.under(Ravel.vector(tree))));
        return TreeMath.castLike(Ravel.split(projected, tree), tree);
    }

    // The derivative projects onto the plane of the elements that are positive.
    private static final UnaryOperator<Tensor> UNIT_SIMPLEX =
            Func.customJvp(Projections::unitSimplex, (Tensor x, Tensor tangent) -> {
                var point = unitSimplex(x);
                var support = point.gt(0.0).cast(x.dtype());
                var inside = tangent.mul(support);
                var mean = Ops.sum(inside).div(Ops.sum(support));
                return new Jvp<>(point, inside.sub(support.mul(mean)));
            })::apply;

    private static Tensor unitSimplex(Tensor values) {
        int n = values.dim(0);
        var descending = Ops.flip(Ops.sort(values, 0), 0);
        var sums = Ops.cumsum(descending, 0);
        var counts = Ops.arange(1, n + 1).cast(values.dtype());
        var isInside = descending.add(Ops.sub(1, sums).div(counts)).gt(0.0);
        var support = Ops.sum(isInside.cast(DType.I32));
        var sum = Ops.dynamicIndexInAxis(sums, support.sub(1), 0);
        return Nn.relu(values.add(Ops.sub(1, sum).div(support.cast(values.dtype()))));
    }

    /** {@return the nearest tree whose absolute values sum to 1} */
    public static <T> T l1Sphere(T tree) {
        return l1Sphere(tree, 1);
    }

    /** {@return the nearest tree whose absolute values sum to {@code scale}} */
    public static <T> T l1Sphere(T tree, Number scale) {
        return TreeMath.mul(Trees.map(tree, Ops::sign), simplex(Trees.map(tree, Ops::abs), scale));
    }

    /** {@return the nearest tree whose absolute values sum to at most 1} */
    public static <T> T l1Ball(T tree) {
        return l1Ball(tree, 1);
    }

    /** {@return the nearest tree whose absolute values sum to at most {@code scale}} */
    public static <T> T l1Ball(T tree, Number scale) {
        var isInside = TreeMath.norm(tree, 1).le(Hyperparameter.of(scale).tensor());
        return Control.cond(isInside, (T x) -> x, x -> l1Sphere(x, scale), tree);
    }

    /** {@return the nearest tree of norm 1} */
    public static <T> T l2Sphere(T tree) {
        return l2Sphere(tree, 1);
    }

    /** {@return the nearest tree of norm {@code scale}; of zeros NaN} */
    public static <T> T l2Sphere(T tree, Number scale) {
        return TreeMath.scale(Hyperparameter.of(scale).times(TreeMath.norm(tree).reciprocal()), tree);
    }

    /** {@return the nearest tree of norm at most 1} */
    public static <T> T l2Ball(T tree) {
        return l2Ball(tree, 1);
    }

    /** {@return the nearest tree of norm at most {@code scale}} */
    public static <T> T l2Ball(T tree, Number scale) {
        var size = Hyperparameter.of(scale);
        var square = size.map(s -> s * s, Ops::square);
        var norm = Ops.sqrt(square.max(TreeMath.squaredNorm(tree)));
        return TreeMath.scale(size.times(norm.reciprocal()), tree);
    }

    /** {@return the nearest tree with all elements in [-1, 1]} */
    public static <T> T linfBall(T tree) {
        return linfBall(tree, 1);
    }

    /** {@return the nearest tree with all elements in {@code [-scale, scale]}} */
    public static <T> T linfBall(T tree, Number scale) {
        return box(tree, Hyperparameter.of(scale).negated(), scale);
    }

    /** {@return the nearest multiple of {@code a}} */
    public static <T> T vector(T tree, T a) {
        return TreeMath.scale(TreeMath.vdot(tree, a).div(TreeMath.vdot(a, a)), a);
    }

    /** {@return the nearest tree with {@code Σ x·a = b}} */
    public static <T> T hyperplane(T tree, T a, Number b) {
        return TreeMath.addScale(tree, distance(tree, a, b), a);
    }

    /** {@return the nearest tree with {@code Σ x·a <= b}} */
    public static <T> T halfspace(T tree, T a, Number b) {
        return TreeMath.addScale(tree, Ops.minimum(distance(tree, a, b), 0.0), a);
    }

    private static Tensor distance(Object tree, Object a, Number b) {
        return Hyperparameter.of(b).plus(TreeMath.vdot(tree, a).neg()).div(TreeMath.vdot(a, a));
    }
}
