package dev.haiku.optim;

import static dev.haiku.optim.TreeMath.biasCorrection;
import static dev.haiku.optim.TreeMath.updateMoment;
import static dev.haiku.optim.TreeMath.zerosLike;

import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.UnaryOperator;

/** The part of {@link Optimizers} that scales each element, or each tensor, by what it remembers of it. */
abstract class ScalingTransforms extends AdaptiveTransforms {

    private static final double SMALLEST_NORM = Math.ulp(1f);

    ScalingTransforms() {}

    /** {@return the transformation that divides by the root of the average square of gradients} */
    public static GradientTransformation<RmsState> scaleByRms() {
        return scaleByRms(o -> o);
    }

    /** {@return the transformation of {@link #scaleByRms()} with edited options} */
    public static GradientTransformation<RmsState> scaleByRms(UnaryOperator<RmsOptions> edit) {
        return scaleByRms(edit.apply(RmsOptions.DEFAULTS));
    }

    static GradientTransformation<RmsState> scaleByRms(RmsOptions o) {
        return new GradientTransformation<>(
                params -> new RmsState(Tensor.scalar(0), TreeMath.fullLike(params, o.initialScale())),
                (gradients, state, context) -> {
                    var count = safeIncrement(state.count());
                    var nu = updateMoment(gradients, state.nu(), o.decay(), 2);
                    var square = o.biasCorrection() ? biasCorrection(nu, o.decay(), count) : nu;
                    return new Update<>(
                            Trees.map(gradients, square, (g, v) -> byRoot(o, g, v)), new RmsState(count, nu));
                });
    }

    private static Tensor byRoot(RmsOptions o, Tensor gradient, Tensor square) {
        return o.epsInSqrt()
                ? gradient.mul(Ops.rsqrt(o.eps().plus(square)))
                : gradient.div(o.eps().plus(Ops.sqrt(square)));
    }

    /** {@return the transformation of {@link #scaleByStddev(UnaryOperator)} without edited options} */
    public static GradientTransformation<StddevState> scaleByStddev() {
        return scaleByStddev(o -> o);
    }

    /** {@return the transformation that divides by the standard deviation of gradients over steps} */
    public static GradientTransformation<StddevState> scaleByStddev(UnaryOperator<RmsOptions> edit) {
        return scaleByStddev(edit.apply(RmsOptions.DEFAULTS));
    }

    static GradientTransformation<StddevState> scaleByStddev(RmsOptions o) {
        return new GradientTransformation<>(
                params -> new StddevState(
                        Tensor.scalar(0), zerosLike(params), TreeMath.fullLike(params, o.initialScale())),
                (gradients, state, context) -> {
                    var count = safeIncrement(state.count());
                    var mu = updateMoment(gradients, state.mu(), o.decay(), 1);
                    var nu = updateMoment(gradients, state.nu(), o.decay(), 2);
                    var mean = o.biasCorrection() ? biasCorrection(mu, o.decay(), count) : mu;
                    var square = o.biasCorrection() ? biasCorrection(nu, o.decay(), count) : nu;
                    var variance = Trees.map(square, mean, (v, m) -> v.sub(Ops.square(m)));
                    return new Update<>(
                            Trees.map(gradients, variance, (g, v) -> byRoot(o, g, v)), new StddevState(count, mu, nu));
                });
    }

    /** {@return the transformation of {@link #scaleByRss(UnaryOperator)} without edited options} */
    public static GradientTransformation<RssState> scaleByRss() {
        return scaleByRss(o -> o);
    }

    /** {@return the transformation that divides by the root of the sum of all squares} */
    public static GradientTransformation<RssState> scaleByRss(UnaryOperator<AdagradOptions> edit) {
        var o = edit.apply(AdagradOptions.DEFAULTS);
        return new GradientTransformation<>(
                params -> new RssState(TreeMath.fullLike(params, o.initialAccumulatorValue())),
                (gradients, state, context) -> {
                    var sums = Trees.map(
                            gradients,
                            state.sumOfSquares(),
                            (g, sum) -> Ops.square(g).add(sum));
                    return new Update<>(
                            Trees.map(
                                    gradients,
                                    sums,
                                    (g, sum) -> inverseRoot(sum, o.eps()).mul(g)),
                            new RssState(sums));
                });
    }

    /** {@return {@code 1 / √(x + eps)} where x is positive, else 0} */
    static Tensor inverseRoot(Tensor x, Hyperparameter eps) {
        return Ops.where(x.gt(0.0), Ops.rsqrt(eps.plus(x)), 0.0);
    }

    /** {@return {@link #scaleByAdadelta(Number, Number)} with {@code rho} 0.9 and {@code eps} 1e-6} */
    public static GradientTransformation<AdadeltaState> scaleByAdadelta() {
        return scaleByAdadelta(AdadeltaOptions.DEFAULTS.rho(), AdadeltaOptions.DEFAULTS.eps());
    }

    /**
     * {@return the transformation that multiplies by the root of the average square of its own results over that of
     * gradients}
     *
     * @param rho the decay rate of both averages, in [0, 1)
     * @param eps added to both under the root
     */
    public static GradientTransformation<AdadeltaState> scaleByAdadelta(Number rho, Number eps) {
        var added = Hyperparameter.of(eps);
        return new GradientTransformation<>(
                params -> new AdadeltaState(zerosLike(params), zerosLike(params)), (gradients, state, context) -> {
                    var squares = updateMoment(gradients, state.eG(), rho, 2);
                    var updates = Trees.map(
                            gradients,
                            squares,
                            state.eX(),
                            (g, eG, eX) -> Ops.sqrt(added.plus(eX))
                                    .div(Ops.sqrt(added.plus(eG)))
                                    .mul(g));
                    return new Update<>(updates, new AdadeltaState(squares, updateMoment(updates, state.eX(), rho, 2)));
                });
    }

    /** {@return {@link #scaleBySm3(Number, Number, Number)} with 0.9, 1 and 1e-8} */
    public static GradientTransformation<Sm3State> scaleBySm3() {
        return scaleBySm3(0.9, 1, 1e-8);
    }

    /**
     * {@return the transformation that divides by the root of a sum of squares, of which it keeps only maxima along the
     * axes}
     *
     * <p>It needs much less memory than AdaGrad. Source: Anil et al., <em>Memory-efficient adaptive optimization</em>,
     * 2019.
     *
     * @param b1 the decay rate of the average of directions, in [0, 1)
     * @param b2 the decay rate of the sum of squares, 1 for a sum that forgets nothing
     * @param eps added to the sum under the root
     */
    public static GradientTransformation<Sm3State> scaleBySm3(Number b1, Number b2, Number eps) {
        var rule = new Sm3(Hyperparameter.of(b1), Hyperparameter.of(b2), Hyperparameter.of(eps));
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return the transformation of {@link #scaleByRprop(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<RpropState> scaleByRprop(Number learningRate) {
        return scaleByRprop(learningRate, o -> o);
    }

    /**
     * {@return the transformation that gives each element a step size of its own, which grows as long as the sign of
     * its gradient stays}
     *
     * <p>The step that it gives is the one that it made of the gradients before; the first is zero, as in optax.
     *
     * @param learningRate the first step size
     * @param edit edits the options
     */
    public static GradientTransformation<RpropState> scaleByRprop(
            Number learningRate, UnaryOperator<RpropOptions> edit) {
        var o = edit.apply(RpropOptions.DEFAULTS);
        return new GradientTransformation<>(
                params -> new RpropState(TreeMath.fullLike(params, learningRate), zerosLike(params)),
                (gradients, state, context) -> {
                    var signs = TreeMath.mul(gradients, state.prevUpdates());
                    var sizes = Trees.map(signs, state.stepSizes(), (s, size) -> rpropSize(o, s, size));
                    var steps = Trees.map(
                            signs, gradients, sizes, (s, g, size) -> Ops.where(s.lt(0.0), 0.0, size.mul(Ops.sign(g))));
                    var updates = Trees.map(signs, state.prevUpdates(), (s, last) -> Ops.where(s.lt(0.0), 0.0, last));
                    return new Update<>(updates, new RpropState(sizes, steps));
                });
    }

    private static Tensor rpropSize(RpropOptions o, Tensor sign, Tensor size) {
        var grown = o.etaPlus().times(size);
        var shrunk = o.etaMinus().times(size);
        var next = Ops.where(sign.gt(0.0), grown, shrunk);
        return Ops.where(sign.eq(0.0), size, o.maxStepSize().min(o.minStepSize().max(next)));
    }

    /** {@return {@link #scaleByOptimisticGradient(Number, Number)} with both weights 1} */
    public static GradientTransformation<OptimisticGradientState> scaleByOptimisticGradient() {
        return scaleByOptimisticGradient(1, 1);
    }

    /**
     * {@return the transformation that adds the change of gradients: {@code (alpha + beta)·g - beta·last}}
     *
     * <p>Source: Mokhtari et al., <em>A unified analysis of extra-gradient and optimistic gradient methods for saddle
     * point problems</em>, 2019.
     *
     * @param alpha the weight of the gradient
     * @param beta the weight of its change
     */
    public static GradientTransformation<OptimisticGradientState> scaleByOptimisticGradient(Number alpha, Number beta) {
        var weight = Hyperparameter.of(alpha);
        var changeWeight = Hyperparameter.of(beta);
        return new GradientTransformation<>(
                params -> new OptimisticGradientState(Tensor.scalar(true), zerosLike(params)),
                (gradients, state, context) -> {
                    var updates = Trees.map(gradients, state.previousGradient(), (g, previous) -> {
                        var last = Ops.where(state.isInitialStep(), g, previous);
                        return weight.times(g).add(changeWeight.times(g)).sub(changeWeight.times(last));
                    });
                    return new Update<>(updates, new OptimisticGradientState(Tensor.scalar(false), gradients));
                });
    }

    /** {@return {@link #scaleByDistanceOverGradients(UnaryOperator)} without edited options} */
    public static GradientTransformation<DistanceOverGradientsState> scaleByDistanceOverGradients() {
        return scaleByDistanceOverGradients(o -> o);
    }

    /**
     * {@return the transformation that multiplies each tensor by its largest distance from the first parameters over
     * the root of the sum of its squared gradients}
     *
     * <p>Source: Ivgi et al., <em>DoG is SGD's best friend: a parameter-free dynamic step size schedule</em>, 2023.
     */
    public static GradientTransformation<DistanceOverGradientsState> scaleByDistanceOverGradients(
            UnaryOperator<DistanceOverGradientsOptions> edit) {
        var o = edit.apply(DistanceOverGradientsOptions.DEFAULTS);
        return new GradientTransformation<>(
                params -> new DistanceOverGradientsState(
                        Trees.map(
                                params,
                                (Tensor p) -> o.repsRel().times(Linalg.norm(p).add(1))),
                        Trees.map(params, (Tensor p) -> Tensor.scalar(0.0)),
                        TreeMath.cast(params, o.paramDtype())),
                (gradients, state, context) -> {
                    var distances = Trees.map(
                            state.maxDist(),
                            context.params(),
                            state.initParams(),
                            (d, p, first) -> Ops.maximum(d, Linalg.norm(p.sub(first))));
                    var sums =
                            Trees.map(gradients, state.gradSumOfSquares(), (g, sum) -> sum.add(Ops.sum(Ops.square(g))));
                    var updates = Trees.map(gradients, distances, sums, (g, d, sum) -> {
                        var size = d.div(Ops.sqrt(o.eps().plus(sum)));
                        return o.globalScale().times(size).mul(g);
                    });
                    return new Update<>(updates, new DistanceOverGradientsState(distances, sums, state.initParams()));
                });
    }

    /** {@return the transformation of {@link #scaleByFactoredRms(UnaryOperator)} without edited options} */
    public static GradientTransformation<FactoredState> scaleByFactoredRms() {
        return scaleByFactoredRms(o -> o);
    }

    /**
     * {@return the transformation that divides by the root of the average square of gradients, which it keeps, for large
     * matrices, as averages of rows and columns}
     *
     * <p>Source: Shazeer and Stern, <em>Adafactor: adaptive learning rates with sublinear memory cost</em>, 2018.
     */
    public static GradientTransformation<FactoredState> scaleByFactoredRms(UnaryOperator<FactoredRmsOptions> edit) {
        return scaleByFactoredRms(edit.apply(FactoredRmsOptions.DEFAULTS));
    }

    static GradientTransformation<FactoredState> scaleByFactoredRms(FactoredRmsOptions options) {
        var rule = new FactoredRms(options);
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return the transformation of {@link #scaleByPolyak(UnaryOperator)} without edited options} */
    public static GradientTransformation<EmptyState> scaleByPolyak() {
        return scaleByPolyak(o -> o);
    }

    /**
     * {@return the transformation that multiplies by the gap between the loss and its least value over the squared norm
     * of gradients}
     *
     * <p>It needs the loss, {@link UpdateContext#value(Tensor)}. Source: Loizou et al., <em>Stochastic Polyak step-size
     * for SGD: an adaptive learning rate for fast convergence</em>, 2020.
     */
    public static GradientTransformation<EmptyState> scaleByPolyak(UnaryOperator<PolyakOptions> edit) {
        return scaleByPolyak(edit.apply(PolyakOptions.DEFAULTS));
    }

    static GradientTransformation<EmptyState> scaleByPolyak(PolyakOptions o) {
        return onWhole((gradients, context) -> {
            var squaredNorm = o.eps().plus(TreeMath.squaredNorm(gradients));
            var gap = o.fMin().negated().plus(context.value()).cast(squaredNorm.dtype());
            var positive = o.variant() == PolyakVariant.SPS_PLUS ? Ops.maximum(gap, 0.0) : gap;
            var step = Ops.where(
                    squaredNorm.le(SMALLEST_NORM), 0.0, o.maxLearningRate().min(positive.div(squaredNorm)));
            return TreeMath.scale(step, gradients);
        });
    }
}
