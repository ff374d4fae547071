package dev.haiku.optim;

import static dev.haiku.optim.TreeMath.biasCorrection;
import static dev.haiku.optim.TreeMath.updateMoment;
import static dev.haiku.optim.TreeMath.zerosLike;

import dev.haiku.tensor.Linalg;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.UnaryOperator;

/** The part of {@link Optimizers} with the directions of Adam and its relatives: averages of gradients over others. */
abstract class AdaptiveTransforms extends WrappingTransforms {

    AdaptiveTransforms() {}

    /**
     * {@return the transformation that divides the average gradient by the root of the average square: Adam's
     * direction}
     */
    public static GradientTransformation<AdamState> scaleByAdam() {
        return scaleByAdam(o -> o);
    }

    /** {@return the transformation of {@link #scaleByAdam()} with edited options} */
    public static GradientTransformation<AdamState> scaleByAdam(UnaryOperator<AdamOptions> edit) {
        var o = edit.apply(AdamOptions.DEFAULTS);
        return new GradientTransformation<>(
                params -> new AdamState(Tensor.scalar(0), zerosIn(params, o.muDtype()), zerosLike(params)),
                (gradients, state, context) -> {
                    var count = safeIncrement(state.count());
                    var mu = updateMoment(gradients, state.mu(), o.b1(), 1);
                    var nu = updateMoment(gradients, state.nu(), o.b2(), 2);
                    var updates = ratio(
                            mean(gradients, mu, o.b1(), count, o.nesterov()),
                            biasCorrection(nu, o.b2(), count),
                            o.epsRoot(),
                            o.eps());
                    return new Update<>(
                            updates, new AdamState(count, castTo(mu, o.muDtype()), TreeMath.castLike(nu, state.nu())));
                });
    }

    /** {@return the corrected average of gradients, one step ahead if so desired} */
    static Object mean(Object gradients, Object mu, Hyperparameter b1, Tensor count, boolean nesterov) {
        return nesterov
                ? updateMoment(
                        biasCorrection(gradients, b1, count), biasCorrection(mu, b1, safeIncrement(count)), b1, 1)
                : biasCorrection(mu, b1, count);
    }

    /** {@return {@code mean / (√(square + epsRoot) + eps)}} */
    static Object ratio(Object means, Object squares, Hyperparameter epsRoot, Hyperparameter eps) {
        return Trees.map(means, squares, (m, v) -> m.div(eps.plus(Ops.sqrt(epsRoot.plus(v)))));
    }

    /** {@return the transformation of {@link #scaleByAmsgrad(UnaryOperator)} without edited options} */
    public static GradientTransformation<AmsgradState> scaleByAmsgrad() {
        return scaleByAmsgrad(o -> o);
    }

    /**
     * {@return the transformation that divides the average gradient by the root of the largest average square so far}
     */
    public static GradientTransformation<AmsgradState> scaleByAmsgrad(UnaryOperator<AmsgradOptions> edit) {
        var o = edit.apply(AmsgradOptions.DEFAULTS);
        return new GradientTransformation<>(
                params -> new AmsgradState(
                        Tensor.scalar(0), zerosIn(params, o.muDtype()), zerosLike(params), zerosLike(params)),
                (gradients, state, context) -> {
                    var count = safeIncrement(state.count());
                    var mu = updateMoment(gradients, state.mu(), o.b1(), 1);
                    var nu = updateMoment(gradients, state.nu(), o.b2(), 2);
                    var mean = o.biasCorrectionMu() ? biasCorrection(mu, o.b1(), count) : mu;
                    var square = o.biasCorrectionNu() ? biasCorrection(nu, o.b2(), count) : nu;
                    var largest = Trees.map(state.nuMax(), square, (x, y) -> Ops.maximum(x, y));
                    return new Update<>(
                            ratio(mean, largest, o.epsRoot(), o.eps()),
                            new AmsgradState(count, castTo(mu, o.muDtype()), nu, largest));
                });
    }

    /** {@return the transformation of {@link #scaleByAdamax(UnaryOperator)} without edited options} */
    public static GradientTransformation<AdamState> scaleByAdamax() {
        return scaleByAdamax(o -> o);
    }

    /** {@return the transformation that divides the average gradient by the decaying largest one} */
    public static GradientTransformation<AdamState> scaleByAdamax(UnaryOperator<AdamaxOptions> edit) {
        return scaleByAdamax(edit.apply(AdamaxOptions.DEFAULTS));
    }

    static GradientTransformation<AdamState> scaleByAdamax(AdamaxOptions o) {
        return new GradientTransformation<>(
                params -> new AdamState(Tensor.scalar(0), zerosLike(params), zerosLike(params)),
                (gradients, state, context) -> {
                    var count = safeIncrement(state.count());
                    var mu = updateMoment(gradients, state.mu(), o.b1(), 1);
                    var nu = TreeMath.updateInfinityMoment(gradients, state.nu(), o.b2(), o.eps());
                    return new Update<>(
                            TreeMath.div(biasCorrection(mu, o.b1(), count), nu), new AdamState(count, mu, nu));
                });
    }

    /** {@return the transformation of {@link #scaleByBelief(UnaryOperator)} without edited options} */
    public static GradientTransformation<AdamState> scaleByBelief() {
        return scaleByBelief(o -> o);
    }

    /**
     * {@return the transformation that divides the average gradient by the root of the average square of deviations
     * from it}
     */
    public static GradientTransformation<AdamState> scaleByBelief(UnaryOperator<BeliefOptions> edit) {
        return scaleByBelief(edit.apply(BeliefOptions.DEFAULTS));
    }

    static GradientTransformation<AdamState> scaleByBelief(BeliefOptions o) {
        return new GradientTransformation<>(
                params -> new AdamState(Tensor.scalar(0), zerosLike(params), zerosLike(params)),
                (gradients, state, context) -> {
                    var count = safeIncrement(state.count());
                    var mu = updateMoment(gradients, state.mu(), o.b1(), 1);
                    var deviation = TreeMath.sub(gradients, mu);
                    var nu = Trees.map(updateMoment(deviation, state.nu(), o.b2(), 2), o.epsRoot()::plus);
                    var updates = ratio(
                            mean(gradients, mu, o.b1(), count, o.nesterov()),
                            biasCorrection(nu, o.b2(), count),
                            Hyperparameter.of(0),
                            o.eps());
                    return new Update<>(updates, new AdamState(count, mu, nu));
                });
    }

    /** {@return the transformation of {@link #scaleByYogi(UnaryOperator)} without edited options} */
    public static GradientTransformation<AdamState> scaleByYogi() {
        return scaleByYogi(o -> o);
    }

    /** {@return Adam's direction with an average of squares that approaches new ones by steps of their size} */
    public static GradientTransformation<AdamState> scaleByYogi(UnaryOperator<YogiOptions> edit) {
        var o = edit.apply(YogiOptions.DEFAULTS);
        var share = o.b2().complement();
        return new GradientTransformation<>(
                params -> {
                    var first = TreeMath.fullLike(params, o.initialAccumulatorValue());
                    return new AdamState(Tensor.scalar(0), first, first);
                },
                (gradients, state, context) -> {
                    var count = safeIncrement(state.count());
                    var mu = updateMoment(gradients, state.mu(), o.b1(), 1);
                    var nu = Trees.map(gradients, state.nu(), (g, v) -> {
                        var square = Ops.square(g);
                        return v.sub(share.times(Ops.sign(v.sub(square))).mul(square));
                    });
                    var updates = ratio(
                            biasCorrection(mu, o.b1(), count), biasCorrection(nu, o.b2(), count), o.epsRoot(), o.eps());
                    return new Update<>(updates, new AdamState(count, mu, nu));
                });
    }

    /** {@return the transformation of {@link #scaleByRadam(UnaryOperator)} without edited options} */
    public static GradientTransformation<AdamState> scaleByRadam() {
        return scaleByRadam(o -> o);
    }

    /**
     * {@return Adam's direction, which grows from the mere average of gradients as the average of squares becomes
     * trustworthy}
     */
    public static GradientTransformation<AdamState> scaleByRadam(UnaryOperator<RadamOptions> edit) {
        var o = edit.apply(RadamOptions.DEFAULTS);
        return new GradientTransformation<>(
                params -> new AdamState(Tensor.scalar(0), zerosLike(params), zerosLike(params)),
                (gradients, state, context) -> {
                    var count = safeIncrement(state.count());
                    var mu = updateMoment(gradients, state.mu(), o.b1(), 1);
                    var nu = updateMoment(gradients, state.nu(), o.b2(), 2);
                    var length = Rectification.length(o.b2(), count);
                    var mean = mean(gradients, mu, o.b1(), count, o.nesterov());
                    var full = ratio(mean, biasCorrection(nu, o.b2(), count), o.epsRoot(), o.eps());
                    var factor = Rectification.factor(o.b2(), length);
                    var isLong = length.ge(o.threshold().tensor());
                    var updates = Trees.map(full, mean, (u, m) -> Ops.where(isLong, u.mul(factor.cast(u.dtype())), m));
                    return new Update<>(updates, new AdamState(count, mu, nu));
                });
    }

    /** {@return the transformation of {@link #scaleByNovograd(UnaryOperator)} without edited options} */
    public static GradientTransformation<AdamState> scaleByNovograd() {
        return scaleByNovograd(o -> o);
    }

    /**
     * {@return the transformation that divides each tensor of gradients by the root of the average of its squared norm,
     * adds weight decay, and sums up over steps}
     *
     * <p>The default of {@code eps} is 1e-8 here.
     */
    public static GradientTransformation<AdamState> scaleByNovograd(UnaryOperator<NovogradOptions> edit) {
        return scaleByNovograd(edit.apply(NovogradOptions.DEFAULTS.eps(NOVOGRAD_EPS)));
    }

    private static final double NOVOGRAD_EPS = 1e-8;

    static GradientTransformation<AdamState> scaleByNovograd(NovogradOptions o) {
        return new GradientTransformation<>(
                params -> new AdamState(
                        Tensor.scalar(0),
                        zerosIn(params, o.muDtype()),
                        Trees.map(params, (Tensor p) -> Tensor.scalar(p.dtype(), 0.0))),
                (gradients, state, context) -> {
                    var isFirst = state.count().eq(0);
                    var squares = Trees.map(gradients, (Tensor g) -> Ops.square(Linalg.norm(g)));
                    var nu = Trees.map(
                            squares,
                            updateMoment(squares, state.nu(), o.b2(), 1),
                            (first, later) -> Ops.where(isFirst, first, later));
                    var directions = Trees.map(gradients, context.params(), nu, (g, p, v) -> {
                        var unit = g.div(o.eps().plus(Ops.sqrt(o.epsRoot().plus(v))));
                        return unit.add(o.weightDecay().times(p));
                    });
                    var mu = Trees.map(directions, state.mu(), (d, m) -> Ops.where(isFirst, d, d.add(o.b1().times(m))));
                    var kept = castTo(mu, o.muDtype());
                    return new Update<>(kept, new AdamState(safeIncrement(state.count()), kept, nu));
                });
    }

    /** {@return the transformation of {@link #scaleByAdan(UnaryOperator)} without edited options} */
    public static GradientTransformation<AdanState> scaleByAdan() {
        return scaleByAdan(o -> o);
    }

    /** {@return the transformation that divides the average gradient and its average change by the root of a square} */
    public static GradientTransformation<AdanState> scaleByAdan(UnaryOperator<ScaleByAdanOptions> edit) {
        return scaleByAdan(edit.apply(ScaleByAdanOptions.DEFAULTS));
    }

    static GradientTransformation<AdanState> scaleByAdan(ScaleByAdanOptions o) {
        var ahead = o.b2().complement();
        return new GradientTransformation<>(
                params -> {
                    var zeros = zerosLike(params);
                    return new AdanState(zeros, zeros, zeros, zeros, Tensor.scalar(0));
                },
                (gradients, state, context) -> {
                    var isFirst = state.t().eq(0);
                    var change = Trees.map(gradients, state.g(), (g, last) -> Ops.where(isFirst, 0.0, g.sub(last)));
                    var m = updateMoment(gradients, state.m(), o.b1(), 1);
                    var v = updateMoment(change, state.v(), o.b2(), 1);
                    var n = updateMoment(TreeMath.addScale(gradients, ahead, change), state.n(), o.b3(), 2);
                    var t = safeIncrement(state.t());
                    var direction =
                            TreeMath.addScale(biasCorrection(m, o.b1(), t), ahead, biasCorrection(v, o.b2(), t));
                    return new Update<>(
                            ratio(direction, biasCorrection(n, o.b3(), t), o.epsRoot(), o.eps()),
                            new AdanState(m, v, n, gradients, t));
                });
    }

    /** {@return the transformation of {@link #scaleByLion(UnaryOperator)} without edited options} */
    public static GradientTransformation<LionState> scaleByLion() {
        return scaleByLion(o -> o);
    }

    /** {@return the transformation that takes the sign of an average of the gradients} */
    public static GradientTransformation<LionState> scaleByLion(UnaryOperator<ScaleByLionOptions> edit) {
        return scaleByLion(edit.apply(ScaleByLionOptions.DEFAULTS));
    }

    static GradientTransformation<LionState> scaleByLion(ScaleByLionOptions o) {
        return new GradientTransformation<>(
                params -> new LionState(Tensor.scalar(0), zerosIn(params, o.muDtype())),
                (gradients, state, context) -> {
                    var updates =
                            Trees.map(updateMoment(gradients, state.mu(), o.b1(), 1), (Tensor x) -> lionStep(x, o));
                    var mu = updateMoment(gradients, state.mu(), o.b2(), 1);
                    return new Update<>(updates, new LionState(safeIncrement(state.count()), castTo(mu, o.muDtype())));
                });
    }

    private static Tensor lionStep(Tensor direction, ScaleByLionOptions o) {
        return switch (o.mode()) {
            case HARD -> Ops.sign(direction);
            case SMOOTH -> Ops.tanh(o.smoothBeta().times(direction));
            case REFINED -> Ops.where(Ops.abs(direction).lt(1.0), direction, Ops.sign(direction));
        };
    }
}
