package dev.haiku.optim;

import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The part of {@link Optimizers} that scales; transformations with no state but a counter. */
abstract class BasicTransforms extends UpdateFunctions {

    private static final EmptyState EMPTY = new EmptyState();
    private static final double LEAST_SCALE = 1e-3;
    private static final double NORM_EPS = 1e-6;

    BasicTransforms() {}

    /** {@return a transformation that applies {@code f} to each gradient} */
    public static GradientTransformation<EmptyState> stateless(UnaryOperator<Tensor> f) {
        return onWhole((gradients, context) -> Trees.map(gradients, f));
    }

    /** {@return a transformation that applies {@code f} to each gradient and its parameter} */
    public static GradientTransformation<EmptyState> stateless(BinaryOperator<Tensor> f) {
        return onWhole((gradients, context) -> Trees.map(gradients, context.params(), f));
    }

    /** {@return a transformation that applies {@code f} to the tree of gradients and to what the caller gave besides} */
    public static GradientTransformation<EmptyState> statelessOnTree(BiFunction<Object, UpdateContext, Object> f) {
        return onWhole(f);
    }

    static GradientTransformation<EmptyState> onWhole(BiFunction<Object, UpdateContext, Object> f) {
        return new GradientTransformation<>(
                params -> EMPTY, (gradients, state, context) -> new Update<>(f.apply(gradients, context), state));
    }

    /** {@return the transformation that leaves gradients as they are} */
    public static GradientTransformation<EmptyState> identity() {
        return onWhole((gradients, context) -> gradients);
    }

    /** {@return the transformation that makes all updates zero} */
    public static GradientTransformation<EmptyState> setToZero() {
        return stateless(Ops::zerosLike);
    }

    /** {@return the transformation that multiplies by a number} */
    public static GradientTransformation<EmptyState> scale(Number stepSize) {
        return stateless(Hyperparameter.of(stepSize)::times);
    }

    /** {@return the transformation that multiplies by the negative learning rate, which makes a step downhill} */
    public static GradientTransformation<EmptyState> scaleByLearningRate(Number learningRate) {
        return stateless(Hyperparameter.of(learningRate).negated()::times);
    }

    /** {@return the transformation that multiplies by the negative learning rate of the step} */
    public static GradientTransformation<ScheduleState> scaleByLearningRate(Schedule learningRate) {
        return scaleBySchedule(count -> learningRate.at(count).neg());
    }

    /** {@return the transformation that multiplies by the negative of a learning rate of any kind, fixed or scheduled} */
    public static GradientTransformation<?> scaleByLearningRate(Hyperparameter learningRate) {
        return scale(learningRate.negated());
    }

    /** {@return the transformation that multiplies by a hyper-parameter of any kind, fixed or scheduled} */
    public static GradientTransformation<?> scale(Hyperparameter stepSize) {
        return stepSize.isScheduled()
                ? scaleBySchedule(count -> stepSize.at(count).tensor())
                : stateless((Tensor g) -> stepSize.times(g));
    }

    /** {@return the step by a learning rate of any kind, downhill} */
    static GradientTransformation<?> descend(Number learningRate) {
        return scaleByLearningRate(Hyperparameter.of(learningRate));
    }

    /** {@return the transformation that multiplies by a number that depends on the step, in the type of gradients} */
    public static GradientTransformation<ScheduleState> scaleBySchedule(Schedule stepSize) {
        return counting((gradients, count, context) -> {
            var factor = stepSize.at(count);
            return Trees.map(gradients, (Tensor g) -> g.mul(factor.cast(g.dtype())));
        });
    }

    /** A function of gradients and the number of steps so far. */
    @FunctionalInterface
    interface Counting {

        /** {@return the updates} */
        Object apply(Object gradients, Tensor count, UpdateContext context);
    }

    static GradientTransformation<ScheduleState> counting(Counting f) {
        return new GradientTransformation<>(
                params -> new ScheduleState(Tensor.scalar(0)),
                (gradients, state, context) -> new Update<>(
                        f.apply(gradients, state.count(), context), new ScheduleState(safeIncrement(state.count()))));
    }

    /** {@return the transformation that takes the signs of gradients} */
    public static GradientTransformation<EmptyState> scaleBySign() {
        return stateless(Ops::sign);
    }

    /** {@return {@link #scaleByParamBlockNorm(Number)} with at least 1e-3} */
    public static GradientTransformation<EmptyState> scaleByParamBlockNorm() {
        return scaleByParamBlockNorm(LEAST_SCALE);
    }

    /** {@return the transformation that multiplies by the norm of each parameter, or by {@code minScale} if that is more} */
    public static GradientTransformation<EmptyState> scaleByParamBlockNorm(Number minScale) {
        return stateless((u, p) -> u.mul(safeNorm(p, minScale)));
    }

    /** {@return {@link #scaleByParamBlockRms(Number)} with at least 1e-3} */
    public static GradientTransformation<EmptyState> scaleByParamBlockRms() {
        return scaleByParamBlockRms(LEAST_SCALE);
    }

    /**
     * {@return the transformation that multiplies by the root mean square of each parameter, or by {@code minScale} if
     * that is more}
     */
    public static GradientTransformation<EmptyState> scaleByParamBlockRms(Number minScale) {
        return stateless((u, p) -> u.mul(safeRootMeanSquares(p, minScale)));
    }

    /** {@return the transformation that gives each update the norm of its parameter, where neither norm is zero} */
    public static GradientTransformation<EmptyState> scaleByTrustRatio() {
        return scaleByTrustRatio(0, 1, 0);
    }

    /**
     * {@return the transformation that multiplies each update by {@code trustCoefficient·|p| / (|u| + eps)}, where
     * neither norm is zero}
     *
     * <p>Source: You et al., <em>Large batch training of convolutional networks</em>, 2017.
     *
     * @param minNorm the least value of both norms
     * @param trustCoefficient a factor
     * @param eps added to the norm of the update
     */
    public static GradientTransformation<EmptyState> scaleByTrustRatio(
            Number minNorm, Number trustCoefficient, Number eps) {
        var coefficient = Hyperparameter.of(trustCoefficient);
        var added = Hyperparameter.of(eps);
        return stateless((update, param) -> {
            var paramNorm = safeNorm(param, minNorm);
            var updateNorm = safeNorm(update, minNorm);
            var ratio = coefficient.times(paramNorm).div(added.plus(updateNorm));
            var isZero = paramNorm.eq(0).or(updateNorm.eq(0));
            return update.mul(Ops.where(isZero, 1.0, ratio));
        });
    }

    /** {@return {@link #normalizeByUpdateNorm(Number, Number)} to the norm 1, with {@code eps} 1e-6} */
    public static GradientTransformation<EmptyState> normalizeByUpdateNorm() {
        return normalizeByUpdateNorm(1, NORM_EPS);
    }

    /**
     * {@return the transformation that divides by the norm of all gradients together, {@code g·scaleFactor / (|g| +
     * eps)}}
     */
    public static GradientTransformation<EmptyState> normalizeByUpdateNorm(Number scaleFactor, Number eps) {
        var factor = Hyperparameter.of(scaleFactor);
        var added = Hyperparameter.of(eps);
        return onWhole((gradients, context) -> {
            var divisor = factor.under(added.plus(globalNorm(gradients)));
            return Trees.map(gradients, (Tensor g) -> g.div(divisor));
        });
    }

    /**
     * {@return the transformation that subtracts from gradients of more than one axis their mean over all axes but the
     * first}
     *
     * <p>Source: Yong et al., <em>Gradient centralization: a new optimization technique for deep neural networks</em>,
     * 2020.
     */
    public static GradientTransformation<EmptyState> centralize() {
        return stateless((Tensor g) -> {
            var axes = IntStream.range(1, g.rank()).boxed().toList();
            return axes.isEmpty() ? g : g.sub(Ops.mean(g, axes, Dims.KEEP));
        });
    }
}
