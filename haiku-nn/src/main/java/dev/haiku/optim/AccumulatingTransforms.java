package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.random.Key;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The part of {@link Optimizers} that remembers gradients. */
abstract class AccumulatingTransforms extends CombiningTransforms {

    AccumulatingTransforms() {}

    /**
     * {@return the transformation that sums gradients up, forgetting old ones: {@code m = g + decay·m}}
     *
     * @param decay the share of the sum that each step keeps
     * @param nesterov whether the result is {@code g + decay·m} rather than {@code m} (Nesterov, 1983)
     */
    public static GradientTransformation<TraceState> trace(Number decay, boolean nesterov) {
        return traceIn(decay, nesterov, null);
    }

    /** {@return {@link #trace(Number, boolean)} with the sum kept in an element type} */
    public static GradientTransformation<TraceState> trace(Number decay, boolean nesterov, DType accumulatorDtype) {
        return traceIn(decay, nesterov, accumulatorDtype);
    }

    static GradientTransformation<TraceState> traceIn(Number decay, boolean nesterov, @Nullable DType dtype) {
        var keep = Hyperparameter.of(decay);
        return new GradientTransformation<>(
                params -> new TraceState(zerosIn(params, dtype)), (gradients, state, context) -> {
                    var trace = decayedSum(gradients, state.trace(), keep);
                    var updates = nesterov ? decayedSum(gradients, trace, keep) : trace;
                    return new Update<>(updates, new TraceState(castTo(trace, dtype)));
                });
    }

    private static Object decayedSum(Object gradients, Object sums, Hyperparameter decay) {
        return Trees.map(gradients, sums, (g, sum) -> g.add(decay.times(sum)));
    }

    /** {@return zeros like the parameters, in an element type if one is chosen} */
    static Object zerosIn(Object params, @Nullable DType dtype) {
        return dtype == null ? TreeMath.zerosLike(params) : TreeMath.zerosLike(params, dtype);
    }

    /** {@return the tree in an element type if one is chosen} */
    static Object castTo(Object tree, @Nullable DType dtype) {
        return dtype == null ? tree : TreeMath.cast(tree, dtype);
    }

    /** {@return {@link #ema(Number, boolean)}, corrected} */
    public static GradientTransformation<EmaState> ema(Number decay) {
        return ema(decay, true);
    }

    /**
     * {@return the transformation that averages gradients over steps: {@code m = (1 - decay)·g + decay·m}}
     *
     * @param decay the share of the average that each step keeps
     * @param debias whether the result is divided by {@code 1 - decay^t}, the share of gradients in it
     */
    public static GradientTransformation<EmaState> ema(Number decay, boolean debias) {
        return emaIn(decay, debias, null);
    }

    /** {@return {@link #ema(Number, boolean)} with the average kept in an element type} */
    public static GradientTransformation<EmaState> ema(Number decay, boolean debias, DType accumulatorDtype) {
        return emaIn(decay, debias, accumulatorDtype);
    }

    static GradientTransformation<EmaState> emaIn(Number decay, boolean debias, @Nullable DType dtype) {
        return new GradientTransformation<>(
                params -> new EmaState(Tensor.scalar(0), zerosIn(params, dtype)), (gradients, state, context) -> {
                    var count = safeIncrement(state.count());
                    var average = TreeMath.updateMoment(gradients, state.ema(), decay, 1);
                    var updates = debias ? TreeMath.biasCorrection(average, decay, count) : average;
                    return new Update<>(updates, new EmaState(count, castTo(average, dtype)));
                });
    }

    /**
     * {@return the transformation that sums {@code k} gradients up, gives their sum in every {@code k}-th step and zeros
     * in between}
     *
     * <p>What follows in a chain sees those zeros; {@link #multiSteps} spares it them.
     *
     * @throws IllegalArgumentException if {@code k} is below 1
     */
    public static GradientTransformation<ApplyEveryState> applyEvery(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("applyEvery needs k >= 1, but got " + k + ".");
        }
        return new GradientTransformation<>(
                params -> new ApplyEveryState(Tensor.scalar(0), TreeMath.zerosLike(params)),
                (gradients, state, context) -> {
                    var place = state.count().mod(k);
                    var goesOn = place.ne(0);
                    var sum = Trees.map(gradients, state.gradAcc(), (g, acc) -> g.add(Ops.where(goesOn, acc, 0.0)));
                    var updates = Trees.map(sum, (Tensor s) -> Ops.where(place.eq(k - 1), s, 0.0));
                    return new Update<>(
                            updates,
                            new ApplyEveryState(safeIncrement(state.count()).mod(k), sum));
                });
    }

    /**
     * {@return the transformation that adds normally distributed noise of variance {@code eta / t^gamma} in step {@code
     * t}, counted from 1}
     *
     * <p>Source: Neelakantan et al., <em>Adding gradient noise improves learning for very deep networks</em>, 2015.
     *
     * @param eta the variance of the noise of the first step
     * @param gamma how fast it falls
     * @param key where the noise comes from
     */
    public static GradientTransformation<AddNoiseState> addNoise(Number eta, Number gamma, Key key) {
        var first = Hyperparameter.of(eta);
        var exponent = Hyperparameter.of(gamma);
        return new GradientTransformation<>(
                params -> new AddNoiseState(Tensor.scalar(0), TreeMath.copy(key)), (gradients, state, context) -> {
                    var count = safeIncrement(state.count());
                    var variance = first.tensor().div(count.cast(DType.F32).pow(exponent.tensor()));
                    var keys = state.rngKey().split(2);
                    var noise = TreeMath.randomLike(keys.get(1), gradients);
                    var updates = TreeMath.addScale(gradients, Ops.sqrt(variance), noise);
                    return new Update<>(TreeMath.castLike(updates, gradients), new AddNoiseState(count, keys.get(0)));
                });
    }

    /**
     * {@return the optimiser that makes a step with the mean of every {@code k} gradients}
     *
     * <p>It trains like a batch {@code k} times as large; updates in between are zero. Schedules count steps of the
     * inner optimiser. {@link MultiStepsState#hasUpdated} tells whether there was one.
     *
     * @param inner the optimiser
     * @param k at least 1
     */
    public static GradientTransformation<MultiStepsState> multiSteps(GradientTransformation<?> inner, int k) {
        return multiSteps(inner, k, o -> o);
    }

    /** {@return {@link #multiSteps(GradientTransformation, int)} with edited options} */
    public static GradientTransformation<MultiStepsState> multiSteps(
            GradientTransformation<?> inner, int k, UnaryOperator<MultiStepsOptions> edit) {
        if (k < 1) {
            throw new IllegalArgumentException("multiSteps needs k >= 1, but got " + k + ".");
        }
        return multiSteps(inner, count -> Tensor.scalar(k), edit);
    }

    /** {@return {@link #multiSteps(GradientTransformation, Schedule, UnaryOperator)} without edited options} */
    public static GradientTransformation<MultiStepsState> multiSteps(GradientTransformation<?> inner, Schedule k) {
        return multiSteps(inner, k, o -> o);
    }

    /**
     * {@return the optimiser that makes a step with several gradients, as many as a schedule says}
     *
     * @param inner the optimiser
     * @param k how many, depending on the number of steps of the inner optimiser
     * @param edit edits the options
     */
    public static GradientTransformation<MultiStepsState> multiSteps(
            GradientTransformation<?> inner, Schedule k, UnaryOperator<MultiStepsOptions> edit) {
        var steps = new MultiSteps(inner, k, edit.apply(MultiStepsOptions.DEFAULTS));
        return new GradientTransformation<>(steps::init, steps::update);
    }
}
