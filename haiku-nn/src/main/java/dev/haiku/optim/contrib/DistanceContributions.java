package dev.haiku.optim.contrib;

import static dev.haiku.optim.Optimizers.addDecayedWeights;
import static dev.haiku.optim.Optimizers.chain;
import static dev.haiku.optim.Optimizers.identity;
import static dev.haiku.optim.Optimizers.scale;
import static dev.haiku.optim.Optimizers.scaleByLearningRate;
import static dev.haiku.optim.TreeMath.squaredNorm;
import static dev.haiku.optim.TreeMath.zerosLike;

import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The part of {@link Contrib} with optimisers that find out how large their steps should be. */
abstract class DistanceContributions extends AverageContributions {

    DistanceContributions() {}

    private static GradientTransformation<?> decayOrNone(@Nullable Hyperparameter weightDecay, Mask mask) {
        return weightDecay == null ? identity() : addDecayedWeights(weightDecay, mask);
    }

    /** {@return the transformation that multiplies by the largest distance so far over the root of the sum of squares} */
    public static GradientTransformation<DogState> scaleByDog(DogInitStep initStep, Number eps) {
        var added = Hyperparameter.of(eps);
        return new GradientTransformation<>(
                params -> {
                    var dtype = TreeMath.lowestDtype(params);
                    return new DogState(
                            Tensor.scalar(true),
                            TreeMath.copy(params),
                            initStep.firstDistance(params).cast(dtype),
                            Tensor.scalar(dtype, 0.0));
                },
                (gradients, state, context) -> {
                    var distance = TreeMath.norm(TreeMath.sub(state.initParams(), context.params()));
                    var largest = Ops.maximum(state.maxDist(), distance);
                    var sum = state.sumSqNormGrads().add(squaredNorm(gradients));
                    var rate = initStep.rate(state.isInitStep(), largest.div(Ops.sqrt(added.plus(sum))));
                    return new Update<>(
                            TreeMath.scale(rate, gradients),
                            new DogState(Tensor.scalar(false), state.initParams(), largest, sum));
                });
    }

    /** {@return {@link #dog(UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> dog() {
        return dog(o -> o);
    }

    /**
     * {@return DoG: gradient descent with steps of the distance over the root of the sum of squared gradients}
     *
     * <p>Average the parameters over steps for evaluation. Source: Ivgi et al., <em>DoG is SGD's best friend: a
     * parameter-free dynamic step size schedule</em>, 2023.
     */
    public static GradientTransformation<ChainState> dog(UnaryOperator<DogOptions> edit) {
        var o = edit.apply(DogOptions.DEFAULTS);
        return chain(
                decayOrNone(o.weightDecay(), o.mask()),
                scaleByDog(o.initStep(), o.eps()),
                scaleByLearningRate(o.learningRate()));
    }

    /** {@return {@link #scaleByDowg(Number, Number)} with the first squared distance {@code eps}} */
    public static GradientTransformation<DowgState> scaleByDowg(Number eps) {
        return scaleByDowg(eps, eps);
    }

    /**
     * {@return the transformation that multiplies by the squared distance over the root of the weighted sum of squares}
     *
     * @param initEstimSqDist the first guess of the squared distance
     * @param eps added to the root
     */
    public static GradientTransformation<DowgState> scaleByDowg(Number initEstimSqDist, Number eps) {
        var first = Hyperparameter.of(initEstimSqDist);
        var added = Hyperparameter.of(eps);
        return new GradientTransformation<>(
                params -> {
                    var dtype = TreeMath.lowestDtype(params);
                    return new DowgState(
                            TreeMath.copy(params), Tensor.scalar(dtype, 0.0), first.fill(Tensor.scalar(dtype, 0.0)));
                },
                (gradients, state, context) -> {
                    var now = squaredNorm(TreeMath.sub(state.initParams(), context.params()));
                    var distance = Ops.maximum(state.estimSqDist(), now);
                    var sum = distance.mul(squaredNorm(gradients)).add(state.weightedSqNormGrads());
                    var rate = distance.div(added.plus(Ops.sqrt(sum)));
                    return new Update<>(
                            TreeMath.scale(rate, gradients), new DowgState(state.initParams(), sum, distance));
                });
    }

    /** {@return {@link #dowg(UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> dowg() {
        return dowg(o -> o);
    }

    /**
     * {@return DoWG: DoG with squares that are weighted by the distance}
     *
     * <p>Source: Khaled et al., <em>DoWG unleashed: an efficient universal parameter-free gradient descent method</em>,
     * 2023.
     */
    public static GradientTransformation<ChainState> dowg(UnaryOperator<DowgOptions> edit) {
        var o = edit.apply(DowgOptions.DEFAULTS);
        var first = o.initEstimSqDist();
        return chain(
                decayOrNone(o.weightDecay(), o.mask()),
                scaleByDowg(first == null ? o.eps() : first, o.eps()),
                scaleByLearningRate(o.learningRate()));
    }

    /** {@return {@link #scaleByCocob(Number, Number)} with 100 and 1e-8} */
    public static GradientTransformation<CocobState> scaleByCocob() {
        return scaleByCocob(CocobOptions.DEFAULTS.alpha(), CocobOptions.DEFAULTS.eps());
    }

    /**
     * {@return the transformation that moves parameters to where bets on the signs of gradients lead}
     *
     * @param alpha the fraction of the bet
     * @param eps the first guess of the largest gradient
     */
    public static GradientTransformation<CocobState> scaleByCocob(Number alpha, Number eps) {
        var fraction = Hyperparameter.of(alpha);
        return new GradientTransformation<>(
                params -> {
                    var zeros = zerosLike(params);
                    return new CocobState(TreeMath.copy(params), zeros, TreeMath.fullLike(params, eps), zeros, zeros);
                },
                (gradients, state, context) -> cocob(gradients, state, context.params(), fraction));
    }

    private static Update<Object, CocobState> cocob(
            Object gradients, CocobState state, Object params, Hyperparameter alpha) {
        var largest = Trees.map(state.scale(), gradients, (l, g) -> Ops.maximum(l, Ops.abs(g)));
        var sizes = Trees.map(state.subgradients(), gradients, (s, g) -> s.add(Ops.abs(g)));
        var moved = TreeMath.sub(params, state.initParticles());
        var reward = Trees.map(state.reward(), gradients, moved, (r, g, m) -> Ops.maximum(r.sub(g.mul(m)), 0.0));
        var bet = TreeMath.sub(state.cumulativeGradients(), gradients);
        var updates = TreeMath.mapAll(
                x -> {
                    var limit = Ops.maximum(x.get(2).add(x.get(1)), alpha.times(x.get(1)));
                    var stake = x.get(0).div(x.get(1).mul(limit));
                    return stake.mul(x.get(1).add(x.get(3))).sub(x.get(4));
                },
                bet,
                largest,
                sizes,
                reward,
                moved);
        return new Update<>(updates, new CocobState(state.initParticles(), bet, largest, sizes, reward));
    }

    /** {@return {@link #cocob(UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> cocob() {
        return cocob(o -> o);
    }

    /**
     * {@return COCOB: each element is a coin, on whose side the optimiser bets what it has won}
     *
     * <p>Source: Orabona and Tommasi, <em>Training deep networks without learning rates through coin betting</em>, 2017.
     */
    public static GradientTransformation<ChainState> cocob(UnaryOperator<CocobOptions> edit) {
        var o = edit.apply(CocobOptions.DEFAULTS);
        return chain(
                addDecayedWeights(o.weightDecay(), o.mask()),
                scale(o.learningRate()),
                scaleByCocob(o.alpha(), o.eps()));
    }

    /** {@return {@link #dadaptAdamw(UnaryOperator)} without edited options} */
    public static GradientTransformation<DadaptAdamwState> dadaptAdamw() {
        return dadaptAdamw(o -> o);
    }

    /**
     * {@return Adam with weight decay that estimates how far the best parameters are}
     *
     * <p>Source: Defazio and Mishchenko, <em>Learning-rate-free learning by D-adaptation</em>, 2023.
     */
    public static GradientTransformation<DadaptAdamwState> dadaptAdamw(UnaryOperator<DadaptAdamwOptions> edit) {
        var rule = new DadaptAdamw(edit.apply(DadaptAdamwOptions.DEFAULTS));
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return {@link #prodigy(UnaryOperator)} without edited options} */
    public static GradientTransformation<ProdigyState> prodigy() {
        return prodigy(o -> o);
    }

    /**
     * {@return Prodigy: D-adaptation that estimates faster}
     *
     * <p>Source: Mishchenko and Defazio, <em>Prodigy: an expeditiously adaptive parameter-free learner</em>, 2023.
     */
    public static GradientTransformation<ProdigyState> prodigy(UnaryOperator<ProdigyOptions> edit) {
        var rule = new Prodigy(edit.apply(ProdigyOptions.DEFAULTS));
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return {@link #mechanize(GradientTransformation, UnaryOperator)} without edited options} */
    public static GradientTransformation<MechanizeState> mechanize(GradientTransformation<?> baseOptimizer) {
        return mechanize(baseOptimizer, o -> o);
    }

    /**
     * {@return another optimiser with a scale of its displacement that is learnt}
     *
     * <p>Source: Cutkosky et al., <em>Mechanic: a learning rate tuner</em>, 2023.
     */
    public static GradientTransformation<MechanizeState> mechanize(
            GradientTransformation<?> baseOptimizer, UnaryOperator<MechanizeOptions> edit) {
        var rule = new Mechanize(baseOptimizer, edit.apply(MechanizeOptions.DEFAULTS));
        return new GradientTransformation<>(rule::init, rule::update);
    }
}
