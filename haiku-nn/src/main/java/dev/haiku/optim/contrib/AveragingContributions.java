package dev.haiku.optim.contrib;

import static dev.haiku.optim.Optimizers.addDecayedWeights;
import static dev.haiku.optim.Optimizers.chain;
import static dev.haiku.optim.Optimizers.identity;
import static dev.haiku.optim.Optimizers.safeIncrement;
import static dev.haiku.optim.Optimizers.scaleByLearningRate;
import static dev.haiku.optim.TreeMath.copy;
import static dev.haiku.optim.TreeMath.zerosLike;

import dev.haiku.array.DType;
import dev.haiku.optim.ChainState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Mask;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.Schedule;
import dev.haiku.optim.Schedules;
import dev.haiku.optim.States;
import dev.haiku.optim.Update;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.UnaryOperator;

/** The part of {@link Contrib} that averages parameters over steps, or gradients over examples. */
abstract class AveragingContributions extends LossContributions {

    AveragingContributions() {}

    /** {@return {@link #scheduleFree(GradientTransformation, Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ScheduleFreeState> scheduleFree(
            GradientTransformation<?> baseOptimizer, Number learningRate) {
        return scheduleFree(baseOptimizer, learningRate, o -> o);
    }

    /**
     * {@return another optimiser with an average of its parameters in the place of a schedule and of momentum}
     *
     * <p>Gradients are taken at a mixture of the average and of the parameters that the other optimiser moves; evaluate
     * with {@link #scheduleFreeEvalParams}. Source: Defazio et al., <em>The road less scheduled</em>, 2024.
     *
     * @param baseOptimizer the other optimiser, without momentum
     * @param learningRate its learning rate, by which steps are weighted in the average
     * @param edit edits the options
     */
    public static GradientTransformation<ScheduleFreeState> scheduleFree(
            GradientTransformation<?> baseOptimizer, Number learningRate, UnaryOperator<ScheduleFreeOptions> edit) {
        return scheduleFree(baseOptimizer, Hyperparameter.of(learningRate), edit.apply(ScheduleFreeOptions.DEFAULTS));
    }

    /** {@return {@link #scheduleFree(GradientTransformation, Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ScheduleFreeState> scheduleFree(
            GradientTransformation<?> baseOptimizer, Schedule learningRate) {
        return scheduleFree(baseOptimizer, learningRate, o -> o);
    }

    /**
     * {@return {@link #scheduleFree(GradientTransformation, Number, UnaryOperator)} with a learning rate that depends on
     * the step}
     */
    public static GradientTransformation<ScheduleFreeState> scheduleFree(
            GradientTransformation<?> baseOptimizer, Schedule learningRate, UnaryOperator<ScheduleFreeOptions> edit) {
        return scheduleFree(baseOptimizer, Hyperparameter.of(learningRate), edit.apply(ScheduleFreeOptions.DEFAULTS));
    }

    private static GradientTransformation<ScheduleFreeState> scheduleFree(
            GradientTransformation<?> base, Hyperparameter learningRate, ScheduleFreeOptions options) {
        var rule = new ScheduleFree(base, learningRate, options);
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /**
     * {@return the average of parameters of schedule-free training, to evaluate}
     *
     * @param state a state with that of {@link #scheduleFree} in it
     * @param params the parameters at which gradients are taken
     */
    @SuppressWarnings("unchecked") // the state was made for these parameters
    public static <P> P scheduleFreeEvalParams(Object state, P params) {
        var average = States.get(state, ScheduleFreeState.class);
        return ScheduleFree.average(params, (P) average.z(), Hyperparameter.of(average.b1()));
    }

    /** {@return {@link #scheduleFreeSgd(UnaryOperator)} without edited options} */
    public static GradientTransformation<ScheduleFreeState> scheduleFreeSgd() {
        return scheduleFreeSgd(o -> o);
    }

    /** {@return gradient descent with an average of parameters, {@link #scheduleFree}} */
    public static GradientTransformation<ScheduleFreeState> scheduleFreeSgd(
            UnaryOperator<ScheduleFreeSgdOptions> edit) {
        var o = edit.apply(ScheduleFreeSgdOptions.DEFAULTS);
        var rate = warmedUp(o.learningRate(), o.warmupSteps());
        var descent = Optimizers.sgd(rate);
        var decay = o.weightDecay();
        return scheduleFree(
                decay == null ? descent : chain(addDecayedWeights(decay, Mask.all()), descent), rate, o.average());
    }

    /** {@return {@link #scheduleFreeAdamw(UnaryOperator)} without edited options} */
    public static GradientTransformation<ScheduleFreeState> scheduleFreeAdamw() {
        return scheduleFreeAdamw(o -> o);
    }

    /** {@return Adam with weight decay and an average of parameters in the place of momentum, {@link #scheduleFree}} */
    public static GradientTransformation<ScheduleFreeState> scheduleFreeAdamw(
            UnaryOperator<ScheduleFreeAdamwOptions> edit) {
        var o = edit.apply(ScheduleFreeAdamwOptions.DEFAULTS);
        var rate = warmedUp(o.learningRate(), o.warmupSteps());
        var base = chain(
                Optimizers.scaleByRms(
                        rms -> rms.decay(o.b2()).eps(o.eps()).epsInSqrt(false).biasCorrection(true)),
                addDecayedWeights(o.weightDecay(), Mask.all()),
                scaleByLearningRate(rate));
        return scheduleFree(base, rate, o.average());
    }

    private static Hyperparameter warmedUp(Hyperparameter learningRate, int warmupSteps) {
        if (warmupSteps == 0) {
            return learningRate;
        }
        var share = Schedules.warmupConstant(0, 1, warmupSteps);
        return Hyperparameter.of((Schedule) count -> learningRate.at(count).times(share.at(count)));
    }

    /** {@return {@link #scaleByMadgrad(Number, Number, Number)} with momentum 0.9 and {@code eps} 1e-6} */
    public static GradientTransformation<MadgradState> scaleByMadgrad(Number learningRate) {
        return scaleByMadgrad(learningRate, MadgradOptions.DEFAULTS.momentum(), MadgradOptions.DEFAULTS.eps());
    }

    /**
     * {@return the whole step of MADGRAD: towards the first parameters less a sum of gradients over the cubic root of a
     * sum of squares}
     */
    public static GradientTransformation<MadgradState> scaleByMadgrad(
            Number learningRate, Number momentum, Number eps) {
        var rate = Hyperparameter.of(learningRate);
        var keep = Hyperparameter.of(momentum);
        var added = Hyperparameter.of(eps);
        return new GradientTransformation<>(
                params -> {
                    var zeros = zerosLike(params);
                    return new MadgradState(Tensor.scalar(0), zeros, zeros, copy(params));
                },
                (gradients, state, context) -> {
                    var root = Ops.sqrt(state.count().add(1).cast(DType.F32));
                    var weight = added.plus(rate.at(state.count()).tensor()).mul(root);
                    var squares = Trees.map(
                            gradients,
                            state.gradSumSq(),
                            (g, s) -> s.add(weight.mul(Ops.square(g)).cast(g.dtype())));
                    var sums = Trees.map(
                            gradients, state.s(), (g, s) -> s.add(weight.mul(g).cast(g.dtype())));
                    var goals =
                            Trees.map(state.x0(), sums, squares, (x0, s, q) -> x0.sub(s.div(added.plus(Ops.cbrt(q)))));
                    var updates = Trees.map(
                            goals,
                            context.params(),
                            (z, x) -> keep.complement()
                                    .times(z)
                                    .add(keep.times(x))
                                    .sub(x));
                    return new Update<>(
                            updates, new MadgradState(safeIncrement(state.count()), squares, sums, state.x0()));
                });
    }

    /** {@return {@link #madgrad(Number, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> madgrad(Number learningRate) {
        return madgrad(learningRate, o -> o);
    }

    /**
     * {@return MADGRAD: dual averaging with momentum}
     *
     * <p>Source: Defazio and Jelassi, <em>Adaptivity without compromise: a momentumized, adaptive, dual averaged gradient
     * method for stochastic optimization</em>, 2021.
     */
    public static GradientTransformation<ChainState> madgrad(Number learningRate, UnaryOperator<MadgradOptions> edit) {
        var o = edit.apply(MadgradOptions.DEFAULTS);
        return chain(addDecayedWeights(o.weightDecay(), o.mask()), scaleByMadgrad(learningRate, o.momentum(), o.eps()));
    }

    /** {@return {@link #madgrad(Number)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> madgrad(Schedule learningRate) {
        return madgrad(Hyperparameter.of(learningRate), o -> o);
    }

    /** {@return {@link #madgrad(Number, UnaryOperator)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> madgrad(
            Schedule learningRate, UnaryOperator<MadgradOptions> edit) {
        return madgrad(Hyperparameter.of(learningRate), edit);
    }

    /**
     * {@return the transformation that makes one gradient of those of many examples, and tells little of each}
     *
     * <p>Gradients come with the examples along the first axis, as {@code vmap(grad(loss))} makes them; each is clipped,
     * and noise is added to their mean. Source: Abadi et al., <em>Deep learning with differential privacy</em>, 2016.
     *
     * @param l2NormClip the largest joint norm of the gradients of an example
     * @param noiseMultiplier the deviation of the noise relative to that
     * @param key where the noise comes from
     */
    public static GradientTransformation<PrivateAggregateState> differentiallyPrivateAggregate(
            Number l2NormClip, Number noiseMultiplier, Key key) {
        var limit = Hyperparameter.of(l2NormClip);
        var deviation = Hyperparameter.of(noiseMultiplier).times(limit.tensor());
        return new GradientTransformation<>(
                params -> new PrivateAggregateState(copy(key)), (gradients, state, context) -> {
                    var clipped = Optimizers.perExampleGlobalNormClip(gradients, limit);
                    var leaves = Trees.leaves(clipped.sum());
                    int examples = Trees.leaves(gradients).get(0).dim(0);
                    var keys = state.rngKey().split(leaves.size() + 1);
                    var noiseKeys = keys.subList(1, keys.size()).iterator();
                    var updates = Trees.map(clipped.sum(), (Tensor g) -> {
                        var noise = Random.normal(noiseKeys.next(), g.shape(), g.dtype());
                        return g.add(noise.mul(deviation.cast(g.dtype()))).div(examples);
                    });
                    return new Update<>(updates, new PrivateAggregateState(keys.get(0)));
                });
    }

    /** {@return {@link #dpsgd(Number, Number, Number, Key, UnaryOperator)} without edited options} */
    public static GradientTransformation<ChainState> dpsgd(
            Number learningRate, Number l2NormClip, Number noiseMultiplier, Key key) {
        return dpsgd(learningRate, l2NormClip, noiseMultiplier, key, o -> o);
    }

    /**
     * {@return gradient descent that tells little of each example}
     *
     * @param learningRate the size of steps
     * @param l2NormClip the largest joint norm of the gradients of an example
     * @param noiseMultiplier the deviation of the noise relative to that
     * @param key where the noise comes from
     * @param edit edits the options
     */
    public static GradientTransformation<ChainState> dpsgd(
            Number learningRate, Number l2NormClip, Number noiseMultiplier, Key key, UnaryOperator<DpsgdOptions> edit) {
        var o = edit.apply(DpsgdOptions.DEFAULTS);
        var momentum = o.momentum();
        return chain(
                differentiallyPrivateAggregate(l2NormClip, noiseMultiplier, key),
                momentum == null ? identity() : Optimizers.trace(momentum, o.nesterov()),
                scaleByLearningRate(Hyperparameter.of(learningRate)));
    }

    /** {@return {@link #dpsgd(Number, Number, Number, Key)} with a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> dpsgd(
            Schedule learningRate, Number l2NormClip, Number noiseMultiplier, Key key) {
        return dpsgd(Hyperparameter.of(learningRate), l2NormClip, noiseMultiplier, key, o -> o);
    }

    /** {@return the same with edited options and a learning rate that depends on the step} */
    public static GradientTransformation<ChainState> dpsgd(
            Schedule learningRate,
            Number l2NormClip,
            Number noiseMultiplier,
            Key key,
            UnaryOperator<DpsgdOptions> edit) {
        return dpsgd(Hyperparameter.of(learningRate), l2NormClip, noiseMultiplier, key, edit);
    }
}
