package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.stream.IntStream;

/** The part of {@link Optimizers} that makes gradients smaller where they are too large, or not numbers. */
abstract class ClippingTransforms extends BasicTransforms {

    private static final double UNIT_EPS = 1e-3;
    private static final double LEAST_DIVISOR = 1e-6;

    ClippingTransforms() {}

    /** {@return the transformation that moves each gradient into {@code [-maxDelta, maxDelta]}, element by element} */
    public static GradientTransformation<EmptyState> clip(Number maxDelta) {
        var high = Hyperparameter.of(maxDelta);
        var low = high.negated();
        return stateless((Tensor g) -> high.min(low.max(g)));
    }

    /**
     * {@return the transformation that scales each tensor of gradients down until its root mean square is at most {@code
     * threshold}}
     */
    public static GradientTransformation<EmptyState> clipByBlockRms(Number threshold) {
        var limit = Hyperparameter.of(threshold);
        return stateless((Tensor g) -> g.div(Ops.maximum(limit.under(rms(g)), 1.0)));
    }

    /**
     * {@return the transformation that scales all gradients together so that their joint norm is at most {@code
     * maxNorm}}
     *
     * <p>An infinite gradient makes NaN. Source: Pascanu et al., <em>On the difficulty of training recurrent neural
     * networks</em>, 2012.
     */
    public static GradientTransformation<EmptyState> clipByGlobalNorm(Number maxNorm) {
        var limit = Hyperparameter.of(maxNorm);
        return onWhole((gradients, context) -> {
            var norm = globalNorm(gradients);
            var isSmall = norm.lt(limit.tensor());
            return Trees.map(
                    gradients,
                    (Tensor g) -> Ops.where(
                            isSmall, g, limit.times(g.div(norm.cast(g.dtype()))).cast(g.dtype())));
        });
    }

    /** {@return {@link #adaptiveGradClip(Number, Number)} with {@code eps} 1e-3} */
    public static GradientTransformation<EmptyState> adaptiveGradClip(Number clipping) {
        return adaptiveGradClip(clipping, UNIT_EPS);
    }

    /**
     * {@return the transformation that scales the gradient of each unit down until its norm is at most {@code clipping}
     * times that of the unit's parameters}
     *
     * <p>A unit is what {@link #unitwiseNorm(Tensor)} takes for one. Source: Brock et al., <em>High-performance
     * large-scale image recognition without normalization</em>, 2021.
     *
     * @param clipping the largest gradient relative to its parameters
     * @param eps the least norm of parameters
     */
    public static GradientTransformation<EmptyState> adaptiveGradClip(Number clipping, Number eps) {
        return adaptiveGradClip(clipping, eps, List.of());
    }

    /** {@return {@link #adaptiveGradClip(Number, Number)} with units along the other axes than these, if any is given} */
    public static GradientTransformation<EmptyState> adaptiveGradClip(Number clipping, Number eps, List<Integer> axes) {
        var ratio = Hyperparameter.of(clipping);
        var least = Hyperparameter.of(eps);
        return stateless((g, p) -> {
            var limit = ratio.times(least.max(unitwiseNorm(p, axes)));
            return unitwiseClip(unitwiseNorm(g, axes), limit, g);
        });
    }

    /**
     * {@return the norm of the unit to which each element belongs, in the shape of {@code x}}
     *
     * <p>A vector or scalar is one unit; the last axis counts units of tensors of rank 2, 4 and 5, such as matrices and
     * kernels of convolutions, the last two those of rank 3.
     *
     * @throws ShapeException if the rank is higher
     */
    public static Tensor unitwiseNorm(Tensor x) {
        return unitwiseNorm(x, List.of());
    }

    /** {@return the norms over axes, in the shape of {@code x}; {@link #unitwiseNorm(Tensor)} if no axis is given} */
    public static Tensor unitwiseNorm(Tensor x, List<Integer> axes) {
        var over = axes.isEmpty() ? unitAxes(x) : axes;
        return Ops.sqrt(Ops.sum(Ops.square(x), over, Dims.KEEP)).broadcastTo(x.shape());
    }

    private static List<Integer> unitAxes(Tensor x) {
        int rank = x.rank();
        if (x.squeeze().rank() <= 1) {
            return IntStream.range(0, rank).boxed().toList();
        }
        return switch (rank) {
            case 2, 3 -> List.of(0);
            case 4 -> List.of(0, 1, 2);
            case 5 -> List.of(0, 1, 2, 3);
            default ->
                throw new ShapeException("unitwiseNorm knows the units of tensors of up to 5 axes, but got " + x.shape()
                        + ". Pass the axes over which the norm is taken.");
        };
    }

    /** {@return gradients, where their norm is not below its limit scaled down to it} */
    public static Tensor unitwiseClip(Tensor norm, Tensor limit, Tensor gradient) {
        var clipped = gradient.mul(limit.div(Ops.maximum(norm, LEAST_DIVISOR)));
        return Ops.where(norm.lt(limit), gradient, clipped);
    }

    /**
     * {@return the sum over examples of gradients that are scaled down until the joint norm of each example is at most
     * {@code maxNorm}}
     *
     * @param gradients a tree of tensors with the examples along the first axis
     * @param maxNorm the limit
     * @throws ShapeException if the first axes differ
     */
    public static <P> ClippedSum<P, Tensor> perExampleGlobalNormClip(P gradients, Number maxNorm) {
        requireExamples("perExampleGlobalNormClip", gradients);
        var squares = Trees.leaves(gradients).stream()
                .map(g -> Ops.sum(Ops.square(g).reshape(g.dim(0), -1), 1))
                .reduce(Tensor::add)
                .orElseThrow();
        var ratio = Hyperparameter.of(maxNorm).fill(squares).div(Ops.sqrt(squares));
        var factors = Ops.nanToNum(Ops.minimum(ratio, 1.0), 1.0, Double.MAX_VALUE, -Double.MAX_VALUE);
        return new ClippedSum<>(
                Trees.map(gradients, (Tensor g) -> Ops.tensordot(factors, g, 1)),
                Ops.sum(factors.lt(1.0).cast(DType.I32)));
    }

    /**
     * {@return the sum over examples of gradients that are scaled down tensor by tensor, so that the joint norm of each
     * example is at most {@code globalMaxNorm}}
     *
     * @param gradients a tree of tensors with the examples along the first axis
     * @param globalMaxNorm the limit
     * @param uniform whether all tensors have the same share of it, rather than one by their size
     * @throws ShapeException if the first axes differ
     */
    public static <P> ClippedSum<P, P> perExampleLayerNormClip(P gradients, Number globalMaxNorm, boolean uniform) {
        requireExamples("perExampleLayerNormClip", gradients);
        var leaves = Trees.leaves(gradients);
        double total = leaves.stream().mapToLong(Tensor::size).sum();
        var limit = Hyperparameter.of(globalMaxNorm);
        var clipped = leaves.stream()
                .map(g -> {
                    double share = Math.sqrt(uniform ? 1.0 / leaves.size() : g.size() / total);
                    return perExampleGlobalNormClip(g, limit.map(x -> x * share, x -> x.mul(share)));
                })
                .toList();
        var sums = clipped.iterator();
        var counts = clipped.iterator();
        return new ClippedSum<>(
                Trees.map(gradients, (Tensor g) -> sums.next().sum()),
                Trees.map(gradients, (Tensor g) -> counts.next().clipped()));
    }

    private static void requireExamples(String name, Object gradients) {
        var leaves = Trees.leaves(gradients);
        if (leaves.isEmpty()
                || leaves.stream()
                        .anyMatch(
                                g -> g.rank() == 0 || g.dim(0) != leaves.get(0).dim(0))) {
            throw new ShapeException(name + " needs gradients with the examples along the first axis, but got "
                    + leaves.stream().map(Tensor::shape).toList() + ". Compute them with vmap(grad(loss)).");
        }
    }

    /** {@return the transformation that replaces NaN by 0} */
    public static GradientTransformation<ZeroNansState> zeroNans() {
        return new GradientTransformation<>(
                params -> new ZeroNansState(Trees.map(params, (Tensor p) -> Tensor.scalar(false))),
                (gradients, state, context) -> new Update<>(
                        Trees.map(gradients, (Tensor g) -> Ops.where(g.isNan(), 0.0, g)),
                        new ZeroNansState(Trees.map(gradients, (Tensor g) -> Ops.any(g.isNan())))));
    }

    /** {@return the transformation that ends steps below zero at zero, for parameters that begin above it} */
    public static GradientTransformation<EmptyState> keepParamsNonnegative() {
        return stateless((u, p) -> Ops.where(p.add(u).lt(0.0), p.neg(), u));
    }
}
