package dev.haiku.optim.contrib;

import static dev.haiku.optim.Optimizers.addDecayedWeights;
import static dev.haiku.optim.Optimizers.chain;
import static dev.haiku.optim.Optimizers.safeIncrement;
import static dev.haiku.optim.Optimizers.scaleByLearningRate;
import static dev.haiku.optim.TreeMath.addScale;
import static dev.haiku.optim.TreeMath.biasCorrection;
import static dev.haiku.optim.TreeMath.updateMoment;
import static dev.haiku.optim.TreeMath.zerosLike;

import dev.haiku.array.DType;
import dev.haiku.optim.AdamState;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Schedule;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The part of {@link Contrib} with relatives of Adam. */
abstract class AverageContributions {

    AverageContributions() {}

    static Object zerosIn(Object params, @Nullable DType dtype) {
        return dtype == null ? zerosLike(params) : zerosLike(params, dtype);
    }

    static Object castTo(Object tree, @Nullable DType dtype) {
        return dtype == null ? tree : TreeMath.cast(tree, dtype);
    }

    /** {@return {@code mean / (√(square + epsRoot) + eps)}} */
    static Object ratio(Object means, Object squares, Hyperparameter epsRoot, Hyperparameter eps) {
        return Trees.map(means, squares, (m, v) -> m.div(eps.plus(Ops.sqrt(epsRoot.plus(v)))));
    }

    /** {@return the transformation of {@link #scaleByAcprop(UnaryOperator)} without edited options} */
    public static GradientTransformation<AdamState> scaleByAcprop() {
        return scaleByAcprop(o -> o);
    }

    /**
     * {@return the transformation that divides by the root of the average square of deviations, as it was before this
     * step}
     */
    public static GradientTransformation<AdamState> scaleByAcprop(UnaryOperator<ScaleByAcpropOptions> edit) {
        return scaleByAcprop(edit.apply(ScaleByAcpropOptions.DEFAULTS));
    }

    private static GradientTransformation<AdamState> scaleByAcprop(ScaleByAcpropOptions o) {
        return new GradientTransformation<>(
                params -> new AdamState(Tensor.scalar(0), zerosLike(params), zerosLike(params)),
                (gradients, state, context) -> {
                    var isFirst = state.count().eq(0);
                    var mu = updateMoment(gradients, state.mu(), o.b1(), 1);
                    var deviation = TreeMath.sub(gradients, state.mu());
                    var nu = Trees.map(updateMoment(deviation, state.nu(), o.b2(), 2), o.epsRoot()::plus);
                    var steps = Ops.maximum(state.count(), 1);
                    var last = Trees.map(
                            biasCorrection(state.nu(), o.b2(), steps), (Tensor v) -> Ops.where(isFirst, 1.0, v));
                    return new Update<>(
                            ratio(gradients, last, Hyperparameter.of(0), o.eps()),
                            new AdamState(safeIncrement(state.count()), mu, nu));
                });
    }

    /** {@return {@link #acprop(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> acprop(Number learningRate) {
        return acprop(learningRate, o -> o);
    }

    /**
     * {@return ACProp: AdaBelief whose divisor does not know the gradient that it divides}
     *
     * <p>Source: Zhuang et al., <em>Momentum centering and asynchronous update for adaptive gradient methods</em>, 2021.
     */
    public static GradientTransformation<ChainState> acprop(Number learningRate, UnaryOperator<AcpropOptions> edit) {
        var o = edit.apply(AcpropOptions.DEFAULTS);
        return chain(
                scaleByAcprop(o.core()),
                addDecayedWeights(o.weightDecay(), o.mask()),
                scaleByLearningRate(Hyperparameter.of(learningRate)));
    }

    /** {@return {@link #acprop(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> acprop(Schedule learningRate) {
        return acprop(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #acprop(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> acprop(Schedule learningRate, UnaryOperator<AcpropOptions> edit) {
        return acprop(Hyperparameter.of(learningRate), edit);
    }

    /** {@return the transformation of {@link #scaleByAdemamix(UnaryOperator)} without edited options} */
    public static GradientTransformation<AdemamixState> scaleByAdemamix() {
        return scaleByAdemamix(o -> o);
    }

    /** {@return Adam's direction with a second, slow average of gradients} */
    public static GradientTransformation<AdemamixState> scaleByAdemamix(UnaryOperator<ScaleByAdemamixOptions> edit) {
        return scaleByAdemamix(edit.apply(ScaleByAdemamixOptions.DEFAULTS));
    }

    private static GradientTransformation<AdemamixState> scaleByAdemamix(ScaleByAdemamixOptions o) {
        return new GradientTransformation<>(
                params -> {
                    var zeros = zerosIn(params, o.muDtype());
                    return new AdemamixState(Tensor.scalar(0), Tensor.scalar(0), zeros, zeros, zeros);
                },
                (gradients, state, context) -> {
                    var b3 = o.b3().at(state.countM2());
                    var alpha = o.alpha().at(state.countM2());
                    var count = safeIncrement(state.count());
                    var m1 = updateMoment(gradients, state.m1(), o.b1(), 1);
                    var m2 = updateMoment(gradients, state.m2(), b3, 1);
                    var nu = updateMoment(gradients, state.nu(), o.b2(), 2);
                    var mean = Trees.map(
                            biasCorrection(m1, o.b1(), count), m2, (fast, slow) -> fast.add(alpha.times(slow)));
                    return new Update<>(
                            ratio(mean, biasCorrection(nu, o.b2(), count), o.epsRoot(), o.eps()),
                            new AdemamixState(count, safeIncrement(state.countM2()), m1, m2, nu));
                });
    }

    /** {@return {@link #ademamix(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> ademamix(Number learningRate) {
        return ademamix(learningRate, o -> o);
    }

    /**
     * {@return AdEMAMix: Adam with a second, slow average of gradients}
     *
     * <p>Source: Pagliardini et al., <em>The AdEMAMix optimizer: better, faster, older</em>, 2024.
     */
    public static GradientTransformation<ChainState> ademamix(
            Number learningRate, UnaryOperator<AdemamixOptions> edit) {
        var o = edit.apply(AdemamixOptions.DEFAULTS);
        return chain(
                scaleByAdemamix(o.core()),
                addDecayedWeights(o.weightDecay(), o.mask()),
                scaleByLearningRate(Hyperparameter.of(learningRate)));
    }

    /** {@return {@link #ademamix(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> ademamix(Schedule learningRate) {
        return ademamix(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #ademamix(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> ademamix(
            Schedule learningRate, UnaryOperator<AdemamixOptions> edit) {
        return ademamix(Hyperparameter.of(learningRate), edit);
    }

    /** {@return the transformation of {@link #scaleBySimplifiedAdemamix(UnaryOperator)} without edited options} */
    public static GradientTransformation<SimplifiedAdemamixState> scaleBySimplifiedAdemamix() {
        return scaleBySimplifiedAdemamix(o -> o);
    }

    /** {@return the transformation that divides a decaying sum of gradients by the root of their average square} */
    public static GradientTransformation<SimplifiedAdemamixState> scaleBySimplifiedAdemamix(
            UnaryOperator<ScaleBySimplifiedAdemamixOptions> edit) {
        return scaleBySimplifiedAdemamix(edit.apply(ScaleBySimplifiedAdemamixOptions.DEFAULTS));
    }

    private static GradientTransformation<SimplifiedAdemamixState> scaleBySimplifiedAdemamix(
            ScaleBySimplifiedAdemamixOptions o) {
        return new GradientTransformation<>(
                params -> new SimplifiedAdemamixState(Tensor.scalar(0), zerosLike(params), zerosLike(params)),
                (gradients, state, context) -> {
                    var alpha = o.alpha().at(state.t());
                    var m = addScale(gradients, o.b1(), state.m());
                    var n = updateMoment(gradients, state.n(), o.b2(), 2);
                    var t = safeIncrement(state.t());
                    return new Update<>(
                            ratio(addScale(m, alpha, gradients), biasCorrection(n, o.b2(), t), o.epsRoot(), o.eps()),
                            new SimplifiedAdemamixState(t, m, n));
                });
    }

    /** {@return {@link #simplifiedAdemamix(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> simplifiedAdemamix(Number learningRate) {
        return simplifiedAdemamix(learningRate, o -> o);
    }

    /**
     * {@return AdEMAMix with one sum of gradients}
     *
     * <p>Source: Morwani et al., <em>Connections between schedule-free optimizers, AdEMAMix, and accelerated SGD
     * variants</em>, 2025.
     */
    public static GradientTransformation<ChainState> simplifiedAdemamix(
            Number learningRate, UnaryOperator<SimplifiedAdemamixOptions> edit) {
        var o = edit.apply(SimplifiedAdemamixOptions.DEFAULTS);
        return chain(
                scaleBySimplifiedAdemamix(o.core()),
                addDecayedWeights(o.weightDecay(), o.mask()),
                scaleByLearningRate(Hyperparameter.of(learningRate)));
    }

    /** {@return {@link #simplifiedAdemamix(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> simplifiedAdemamix(Schedule learningRate) {
        return simplifiedAdemamix(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #simplifiedAdemamix(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> simplifiedAdemamix(
            Schedule learningRate, UnaryOperator<SimplifiedAdemamixOptions> edit) {
        return simplifiedAdemamix(Hyperparameter.of(learningRate), edit);
    }

    /** {@return the transformation of {@link #scaleByAdopt(UnaryOperator)} without edited options} */
    public static GradientTransformation<AdamState> scaleByAdopt() {
        return scaleByAdopt(o -> o);
    }

    /**
     * {@return the transformation that averages gradients over the root of their average square as it was before this
     * step}
     *
     * <p>The first step only begins that average, and gives zeros.
     */
    public static GradientTransformation<AdamState> scaleByAdopt(UnaryOperator<AdoptOptions> edit) {
        var o = edit.apply(AdoptOptions.DEFAULTS);
        return new GradientTransformation<>(
                params -> new AdamState(Tensor.scalar(0), zerosIn(params, o.muDtype()), zerosLike(params)),
                (gradients, state, context) -> {
                    var isLater = state.count().gt(0);
                    var square = TreeMath.mul(gradients, gradients);
                    var nu = TreeMath.where(isLater, updateMoment(gradients, state.nu(), o.b2(), 2), square);
                    var limit = o.clipValue().at(state.count());
                    var directions = Trees.map(gradients, state.nu(), (g, v) -> {
                        var direction = g.div(o.eps().max(Ops.sqrt(v)));
                        var bound = limit.cast(direction.dtype());
                        return o.useClipping() ? Ops.clip(direction, bound.neg(), bound) : direction;
                    });
                    var mu = TreeMath.where(isLater, updateMoment(directions, state.mu(), o.b1(), 1), state.mu());
                    var updates =
                            o.nesterov() ? TreeMath.where(isLater, updateMoment(directions, mu, o.b1(), 1), mu) : mu;
                    return new Update<>(
                            updates, new AdamState(safeIncrement(state.count()), castTo(mu, o.muDtype()), nu));
                });
    }

    /** {@return {@link #adopt(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> adopt(Number learningRate) {
        return adopt(learningRate, o -> o);
    }

    /**
     * {@return ADOPT: Adam that converges with any decay rate of squares}
     *
     * <p>Source: Taniguchi et al., <em>ADOPT: modified Adam can converge with any β2 with the optimal rate</em>, 2024.
     */
    public static GradientTransformation<ChainState> adopt(Number learningRate, UnaryOperator<AdoptOptions> edit) {
        return chain(scaleByAdopt(edit), scaleByLearningRate(Hyperparameter.of(learningRate)));
    }

    /** {@return {@link #adopt(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adopt(Schedule learningRate) {
        return adopt(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #adopt(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> adopt(Schedule learningRate, UnaryOperator<AdoptOptions> edit) {
        return adopt(Hyperparameter.of(learningRate), edit);
    }
}
