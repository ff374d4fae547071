package dev.haiku.optim.contrib;

import static dev.haiku.optim.Optimizers.addDecayedWeights;
import static dev.haiku.optim.Optimizers.chain;
import static dev.haiku.optim.Optimizers.scaleByLearningRate;

import dev.haiku.func.Func;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.EmptyState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.Schedule;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.UnaryOperator;

/** The part of {@link Contrib} with optimisers that look at the loss, or at it elsewhere. */
abstract class LossContributions extends DistanceContributions {

    private static final long DEFAULT_SEED = 0;

    LossContributions() {}

    /** {@return {@link #momo(UnaryOperator)} without edited options} */
    public static GradientTransformation<MomoState> momo() {
        return momo(o -> o);
    }

    /**
     * {@return Momo: momentum with steps that a model of the loss allows}
     *
     * <p>It needs the loss, {@link dev.haiku.optim.UpdateContext#value(Tensor)}. Source: Schaipp et al., <em>MoMo:
     * momentum models for adaptive learning rates</em>, 2023.
     */
    public static GradientTransformation<MomoState> momo(UnaryOperator<MomoOptions> edit) {
        var rule = new Momo(edit.apply(MomoOptions.DEFAULTS));
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return {@link #momoAdam(UnaryOperator)} without edited options} */
    public static GradientTransformation<MomoAdamState> momoAdam() {
        return momoAdam(o -> o);
    }

    /** {@return {@link #momo(UnaryOperator)} along Adam's direction} */
    public static GradientTransformation<MomoAdamState> momoAdam(UnaryOperator<MomoAdamOptions> edit) {
        var rule = new MomoAdam(edit.apply(MomoAdamOptions.DEFAULTS));
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return {@link #reduceOnPlateau(UnaryOperator)} without edited options} */
    public static GradientTransformation<ReduceOnPlateauState> reduceOnPlateau() {
        return reduceOnPlateau(o -> o);
    }

    /**
     * {@return the transformation that multiplies by a scale which shrinks when the loss does not}
     *
     * <p>It needs the loss, {@link dev.haiku.optim.UpdateContext#value(Tensor)}, and comes last in a chain.
     *
     * @throws IllegalArgumentException if the factor is not in (0, 1), a tolerance is negative, both are 0, or {@code
     *     rtol} is above 1
     */
    public static GradientTransformation<ReduceOnPlateauState> reduceOnPlateau(
            UnaryOperator<ReduceOnPlateauOptions> edit) {
        var rule =
                new ReduceOnPlateau(edit.apply(ReduceOnPlateauOptions.DEFAULTS).checked());
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return the transformation that divides by the norm of all gradients together, which must not be 0} */
    public static GradientTransformation<EmptyState> normalize() {
        return Optimizers.statelessOnTree((gradients, context) -> {
            var norm = TreeMath.norm(gradients);
            return Trees.map(gradients, (Tensor g) -> g.div(norm));
        });
    }

    /** {@return {@link #sam(GradientTransformation, GradientTransformation, UnaryOperator)} without edited options} */
    public static GradientTransformation<SamState> sam(
            GradientTransformation<?> optimizer, GradientTransformation<?> advOptimizer) {
        return sam(optimizer, advOptimizer, o -> o);
    }

    /**
     * {@return sharpness-aware minimisation: steps by the gradient where the loss is larger nearby}
     *
     * <p>Its calls climb and make a step in turns, unless {@code opaqueMode} makes one call of both. Source: Foret et al.,
     * <em>Sharpness-aware minimization for efficiently improving generalization</em>, 2020.
     *
     * @param optimizer what makes the step
     * @param advOptimizer what climbs, such as {@code chain(normalize(), sgd(0.05))}; its updates are taken negative
     * @param edit edits the options
     */
    public static GradientTransformation<SamState> sam(
            GradientTransformation<?> optimizer,
            GradientTransformation<?> advOptimizer,
            UnaryOperator<SamOptions> edit) {
        var rule = new Sam(optimizer, advOptimizer, edit.apply(SamOptions.DEFAULTS));
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return {@link #scaleBySophia(UnaryOperator)} without edited options} */
    public static GradientTransformation<SophiaState> scaleBySophia() {
        return scaleBySophia(o -> o);
    }

    /** {@return the transformation that divides average gradients by estimates of second derivatives, and clips} */
    public static GradientTransformation<SophiaState> scaleBySophia(UnaryOperator<ScaleBySophiaOptions> edit) {
        return scaleBySophia(edit.apply(ScaleBySophiaOptions.DEFAULTS));
    }

    private static GradientTransformation<SophiaState> scaleBySophia(ScaleBySophiaOptions options) {
        var rule = new Sophia(options);
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return {@link #sophia(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> sophia(Number learningRate) {
        return sophia(learningRate, o -> o);
    }

    /**
     * {@return Sophia: clipped steps along average gradients over second derivatives}
     *
     * <p>It needs the loss as a function, {@link
     * dev.haiku.optim.UpdateContext#valueFunction(java.util.function.Function)}. Source: Liu et al., <em>Sophia: a
     * scalable stochastic second-order optimizer for language model pre-training</em>, 2023.
     */
    public static GradientTransformation<ChainState> sophia(Number learningRate, UnaryOperator<SophiaOptions> edit) {
        var o = edit.apply(SophiaOptions.DEFAULTS);
        return chain(
                scaleBySophia(o.core()),
                addDecayedWeights(o.weightDecay(), o.mask()),
                scaleByLearningRate(Hyperparameter.of(learningRate)));
    }

    /** {@return {@link #sophia(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> sophia(Schedule learningRate) {
        return sophia(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #sophia(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> sophia(Schedule learningRate, UnaryOperator<SophiaOptions> edit) {
        return sophia(Hyperparameter.of(learningRate), edit);
    }

    /** {@return {@link #hutchinsonEstimatorDiagHessian(Key)} of the seed 0} */
    public static GradientTransformation<HutchinsonState> hutchinsonEstimatorDiagHessian() {
        return hutchinsonEstimatorDiagHessian(Key.of(DEFAULT_SEED));
    }

    /**
     * {@return the transformation that gives an estimate of the diagonal of the Hessian matrix: {@code r·(H r)} for
     * random signs {@code r}}
     *
     * <p>It needs the parameters and the loss as a function of them. Source: Hutchinson, <em>A stochastic estimator of
     * the trace of the influence matrix for Laplacian smoothing splines</em>, 1989.
     */
    public static GradientTransformation<HutchinsonState> hutchinsonEstimatorDiagHessian(Key key) {
        return new GradientTransformation<>(
                params -> new HutchinsonState(TreeMath.copy(key)), (gradients, state, context) -> {
                    var keys = state.key().split(2);
                    var signs = TreeMath.castLike(
                            TreeMath.randomLike(keys.get(1), context.params(), Random::rademacher), context.params());
                    var product = Func.hvp(context.valueFunction(), context.params(), signs);
                    return new Update<>(TreeMath.mul(product, signs), new HutchinsonState(keys.get(0)));
                });
    }
}
