package dev.haiku.optim.contrib;

import dev.haiku.optim.EmptyState;
import dev.haiku.optim.GradientTransformation;
import dev.haiku.optim.Hyperparameter;
import dev.haiku.optim.Optimizers;
import dev.haiku.optim.States;
import dev.haiku.optim.TreeMath;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * The part of {@link Contrib} that makes one gradient of those of many examples or batches;
 * {@code optax.experimental.aggregating}.
 */
abstract class ExampleContributions extends AveragingContributions {

    ExampleContributions() {}

    /**
     * {@return the optimiser that changes the gradients of examples, makes one of them, and steps by it}
     *
     * <pre>{@code
     * var optimizer = Contrib.process(
     *         Optimizers.stateless(g -> g.clip(-1, 1)), Contrib.averagePerElementUpdates(), Optimizers.adam(1e-3));
     * }</pre>
     *
     * <p>While the aggregator still gathers, {@link Aggregation#ready}, updates are zeros and the last part does not
     * count a step.
     *
     * @param preprocessor from gradients to gradients, with an axis for the examples
     * @param aggregator from those to one gradient
     * @param postprocessor the optimiser, from that to updates
     */
    public static GradientTransformation<ProcessState> process(
            GradientTransformation<?> preprocessor,
            GradientTransformation<?> aggregator,
            GradientTransformation<?> postprocessor) {
        var rule = new Processing(preprocessor, aggregator, postprocessor);
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return the transformation that averages gradients over the first axis, that of the examples} */
    public static GradientTransformation<EmptyState> averagePerElementUpdates() {
        return averagePerElementUpdates(0);
    }

    /** {@return the transformation that averages gradients over some axes} */
    public static GradientTransformation<EmptyState> averagePerElementUpdates(int... axes) {
        return Optimizers.stateless(g -> Ops.mean(g, axes));
    }

    /**
     * {@return the transformation that averages that many gradients: it gives their mean in every so many-th call, and
     * zeros in between}
     *
     * @throws IllegalArgumentException if there are no steps
     */
    public static GradientTransformation<AccumulateState> accumulateAvgUpdates(int accumulationSteps) {
        var rule = new Accumulate(accumulationSteps);
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /** {@return {@link #addMeanVariance(GradientTransformation, Number, int)} of each batch, with the decay rate 0.9} */
    public static GradientTransformation<MeanVarianceState> addMeanVariance(GradientTransformation<?> optimizer) {
        return addMeanVariance(optimizer, 0.9, 1);
    }

    /**
     * {@return the optimiser that steps by the mean of the gradients of examples, and keeps moving averages of their
     * mean and variance}
     *
     * <p>Gradients come with the examples along the first axis, as {@code vmap(grad(loss))} makes them.
     *
     * @param optimizer the optimiser
     * @param emaDecay the share of the moving averages that each step keeps
     * @param accumulationSteps how many batches make a step
     * @throws IllegalArgumentException if there are no steps
     */
    public static GradientTransformation<MeanVarianceState> addMeanVariance(
            GradientTransformation<?> optimizer, Number emaDecay, int accumulationSteps) {
        var rule = new MeanVariance(optimizer, Hyperparameter.of(emaDecay), accumulationSteps);
        return new GradientTransformation<>(rule::init, rule::update);
    }

    /**
     * {@return the moving averages of {@link #addMeanVariance}, corrected for their beginning with zeros}
     *
     * @param state the state of the optimiser, or one that holds it
     */
    public static MeanAndVariance unbiasedMeanAndVariance(Object state) {
        var found = States.get(state, MeanVarianceState.class);
        var share = Ops.sub(1, found.emaDecay().pow(found.count()));
        return new MeanAndVariance(divided(found.meanEma(), share), divided(found.varianceEma(), share));
    }

    private static Object divided(Object tree, Tensor divisor) {
        return Trees.map(tree, (Tensor x) -> x.div(divisor.cast(x.dtype())));
    }

    /** {@return the tree where the condition holds, and zeros elsewhere} */
    static Object orZeros(Tensor condition, Object tree) {
        return TreeMath.where(condition, tree, TreeMath.zerosLike(tree));
    }
}
