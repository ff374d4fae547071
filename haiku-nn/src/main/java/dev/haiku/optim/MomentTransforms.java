package dev.haiku.optim;

import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.UnaryOperator;

/** The part of {@link Optimizers} with transformations that remember gradients, and those that look at norms. */
abstract class MomentTransforms extends BasicTransforms {

    MomentTransforms() {}

    /**
     * {@return the transformation that sums gradients up, forgetting old ones: {@code m = g + decay·m}}
     *
     * @param decay the share of the sum that each step keeps
     * @param nesterov whether the result is {@code g + decay·m} rather than {@code m} (Nesterov, 1983)
     */
    public static GradientTransformation<TraceState> trace(double decay, boolean nesterov) {
        return new GradientTransformation<>(
                params -> new TraceState(zerosLike(params)), (gradients, state, context) -> {
                    var trace = decayedSum(gradients, state.trace(), decay);
                    var updates = nesterov ? decayedSum(gradients, trace, decay) : trace;
                    return new Update<>(updates, new TraceState(trace));
                });
    }

    private static Object decayedSum(Object gradients, Object sums, double decay) {
        return Trees.map(gradients, sums, (g, sum) -> g.add(sum.mul(decay)));
    }

    /**
     * {@return the transformation that divides the average gradient by the root of the average square: Adam's
     * direction}
     */
    public static GradientTransformation<AdamState> scaleByAdam() {
        return scaleByAdam(o -> o);
    }

    /** {@return the transformation of {@link #scaleByAdam()} with edited options} */
    public static GradientTransformation<AdamState> scaleByAdam(UnaryOperator<AdamOptions> edit) {
        var options = edit.apply(AdamOptions.DEFAULTS);
        return new GradientTransformation<>(
                params -> new AdamState(Tensor.scalar(0), zerosLike(params), zerosLike(params)),
                (gradients, state, context) -> adam(options, gradients, state));
    }

    private static Update<Object, AdamState> adam(AdamOptions options, Object gradients, AdamState state) {
        var mu = movingAverage(gradients, state.mu(), options.b1());
        var nu = movingAverage(Trees.map(gradients, Ops::square), state.nu(), options.b2());
        var count = increment(state.count());
        var mean = options.nesterov()
                ? movingAverage(
                        unbiased(gradients, options.b1(), count),
                        unbiased(mu, options.b1(), increment(count)),
                        options.b1())
                : unbiased(mu, options.b1(), count);
        var meanSquare = unbiased(nu, options.b2(), count);
        var updates = Trees.map(
                mean,
                meanSquare,
                (m, v) -> m.div(Ops.sqrt(v.add(options.epsRoot())).add(options.eps())));
        return new Update<>(updates, new AdamState(count, mu, nu));
    }

    /** {@return averages that began with zeros, divided by the share of real values in them} */
    private static Object unbiased(Object averages, double decay, Tensor count) {
        var share = Ops.sub(1, Ops.pow(decay, count));
        return Trees.map(averages, average -> average.div(share.cast(average.dtype())));
    }

    /** {@return the transformation that divides by the root of the average square of gradients} */
    public static GradientTransformation<RmsState> scaleByRms() {
        return scaleByRms(o -> o);
    }

    /** {@return the transformation of {@link #scaleByRms()} with edited options} */
    public static GradientTransformation<RmsState> scaleByRms(UnaryOperator<RmsOptions> edit) {
        var options = edit.apply(RmsOptions.DEFAULTS);
        return new GradientTransformation<>(
                params -> new RmsState(Trees.map(params, p -> Ops.fullLike(p, options.initialScale()))),
                (gradients, state, context) -> {
                    var nu = movingAverage(Trees.map(gradients, Ops::square), state.nu(), options.decay());
                    return new Update<>(Trees.map(gradients, nu, (g, v) -> rms(options, g, v)), new RmsState(nu));
                });
    }

    private static Tensor rms(RmsOptions options, Tensor gradient, Tensor meanSquare) {
        return options.epsInSqrt()
                ? gradient.mul(Ops.rsqrt(meanSquare.add(options.eps())))
                : gradient.div(Ops.sqrt(meanSquare).add(options.eps()));
    }

    /**
     * {@return the transformation that takes the sign of an average of the gradients}
     *
     * @param b1 the share of the old average in the direction, in [0, 1)
     * @param b2 the decay rate of the average, in [0, 1)
     */
    public static GradientTransformation<LionState> scaleByLion(double b1, double b2) {
        return new GradientTransformation<>(
                params -> new LionState(Tensor.scalar(0), zerosLike(params)), (gradients, state, context) -> {
                    var updates = Trees.map(movingAverage(gradients, state.mu(), b1), Ops::sign);
                    var mu = movingAverage(gradients, state.mu(), b2);
                    return new Update<>(updates, new LionState(increment(state.count()), mu));
                });
    }

    /** {@return the transformation that gives each update the norm of its parameter, where neither norm is zero} */
    public static GradientTransformation<EmptyState> scaleByTrustRatio() {
        return scaleByTrustRatio(0, 1, 0);
    }

    /**
     * {@return the transformation that multiplies each update by {@code trustCoefficient·|p| / (|u| + eps)}, where
     * neither norm is zero}
     *
     * @param minNorm the least value of both norms
     * @param trustCoefficient a factor
     * @param eps added to the norm of the update
     */
    public static GradientTransformation<EmptyState> scaleByTrustRatio(
            double minNorm, double trustCoefficient, double eps) {
        return stateless((update, param) -> {
            var paramNorm = Ops.maximum(Linalg.norm(param), minNorm);
            var updateNorm = Ops.maximum(Linalg.norm(update), minNorm);
            var ratio = paramNorm.mul(trustCoefficient).div(updateNorm.add(eps));
            var isZero = paramNorm.eq(0).or(updateNorm.eq(0));
            return update.mul(Ops.where(isZero, 1.0, ratio).cast(update.dtype()));
        });
    }

    /**
     * {@return the transformation that scales all gradients together so that their joint norm is at most {@code
     * maxNorm}}
     */
    public static GradientTransformation<EmptyState> clipByGlobalNorm(double maxNorm) {
        return new GradientTransformation<>(params -> new EmptyState(), (gradients, state, context) -> {
            var norm = globalNorm(gradients);
            var clipped = Trees.map(
                    gradients,
                    g -> Ops.where(
                            norm.lt(maxNorm), g, g.div(norm.cast(g.dtype())).mul(maxNorm)));
            return new Update<>(clipped, state);
        });
    }

    /** {@return the square root of the sum of the squares of all elements of a tree, a scalar; of an empty one 0} */
    public static Tensor globalNorm(Object tree) {
        return Trees.leaves(tree).stream()
                .map(leaf -> Ops.sum(Ops.square(leaf)))
                .reduce(Tensor::add)
                .map(Ops::sqrt)
                .orElseGet(() -> Tensor.scalar(0.0));
    }

    private static Object zerosLike(Object tree) {
        return Trees.map(tree, Ops::zerosLike);
    }
}
