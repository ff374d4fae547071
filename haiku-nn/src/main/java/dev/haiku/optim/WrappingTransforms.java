package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.func.Control;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The part of {@link Optimizers} that decides when and how other transformations are applied, and watches them. */
abstract class WrappingTransforms extends MicrobatchFunctions {

    WrappingTransforms() {}

    /**
     * {@return the optimiser that makes no step when a gradient is infinite or NaN}
     *
     * <p>After more than {@code maxConsecutiveErrors} such gradients in a row it makes the step nevertheless, so that
     * the mistake shows.
     */
    public static GradientTransformation<ApplyIfFiniteState> applyIfFinite(
            GradientTransformation<?> inner, int maxConsecutiveErrors) {
        return new GradientTransformation<>(
                params -> new ApplyIfFiniteState(
                        Tensor.scalar(0), Tensor.scalar(true), Tensor.scalar(0), inner.init(params)),
                (gradients, state, context) -> {
                    var isFinite = Trees.leaves(gradients).stream()
                            .map(g -> Ops.all(g.isFinite()))
                            .reduce(Tensor.scalar(true), Tensor::and);
                    var errors = Ops.where(isFinite, 0, safeIncrement(state.notfiniteCount()));
                    var step = runIf(
                            isFinite.or(errors.gt(maxConsecutiveErrors)),
                            inner,
                            gradients,
                            state.innerState(),
                            context,
                            TreeMath.zerosLike(gradients));
                    var total = Ops.where(isFinite, state.totalNotfinite(), safeIncrement(state.totalNotfinite()));
                    return new Update<>(step.updates(), new ApplyIfFiniteState(errors, isFinite, total, step.state()));
                });
    }

    /** {@return the step of a transformation where a condition holds, else these updates and the old state} */
    private static Update<Object, Object> runIf(
            Tensor condition,
            GradientTransformation<?> inner,
            Object gradients,
            Object state,
            UpdateContext context,
            Object otherwise) {
        return Control.cond(
                condition,
                () -> {
                    var step = inner.updateAny(gradients, state, context);
                    return new Update<Object, Object>(step.updates(), step.state());
                },
                () -> new Update<>(otherwise, state));
    }

    /** {@return the transformation that applies another one in some steps, and passes gradients in others} */
    public static GradientTransformation<ConditionalState> conditionallyTransform(
            GradientTransformation<?> inner, StepCondition condition) {
        return conditional(inner, condition, gradients -> gradients);
    }

    /** {@return the transformation that applies another one in some steps, and gives zeros in others} */
    public static GradientTransformation<ConditionalState> conditionallyMask(
            GradientTransformation<?> inner, StepCondition condition) {
        return conditional(inner, condition, TreeMath::zerosLike);
    }

    private static GradientTransformation<ConditionalState> conditional(
            GradientTransformation<?> inner, StepCondition condition, UnaryOperator<Object> otherwise) {
        return new GradientTransformation<>(
                params -> new ConditionalState(Tensor.scalar(0), inner.init(params)), (gradients, state, context) -> {
                    var step = runIf(
                            condition.test(state.step(), context),
                            inner,
                            gradients,
                            state.innerState(),
                            context,
                            otherwise.apply(gradients));
                    return new Update<>(
                            step.updates(), new ConditionalState(safeIncrement(state.step()), step.state()));
                });
    }

    /**
     * {@return an optimiser whose hyper-parameters are tensors of its state, to be read, set and scheduled}
     *
     * <pre>{@code
     * var optimizer = Optimizers.injectHyperparams(
     *         d -> d.schedule("learningRate", Schedules.cosineDecay(0.1, 1000)).number("b1", 0.9),
     *         h -> Optimizers.adam(h.get("learningRate"), o -> o.b1(h.get("b1"))));
     * Tensor current = state.get("learningRate");
     * state = state.with("b1", 0.8);
     * }</pre>
     *
     * <p>Setting one does not compile a step again.
     *
     * @param declare adds the hyper-parameters
     * @param factory makes the optimiser from their values; it is called in every step, and must make the same state
     */
    public static GradientTransformation<HyperparamsState> injectHyperparams(
            UnaryOperator<Hyperparams> declare, Function<HyperparamValues, GradientTransformation<?>> factory) {
        var injection = new Injection(declare.apply(Hyperparams.NONE), factory);
        return new GradientTransformation<>(injection::init, injection::update);
    }

    /** {@return {@link #lookahead(GradientTransformation, int, Number, boolean)} that keeps its state when it joins} */
    public static Lookahead lookahead(GradientTransformation<?> fastOptimizer, int syncPeriod, Number slowStepSize) {
        return lookahead(fastOptimizer, syncPeriod, slowStepSize, false);
    }

    /**
     * {@return the optimiser that lets slow parameters follow fast ones from time to time, and then begins there again}
     *
     * <p>Source: Zhang et al., <em>Lookahead optimizer: k steps forward, 1 step back</em>, 2019.
     *
     * @param fastOptimizer the optimiser of the fast parameters
     * @param syncPeriod after how many steps both are joined, at least 1
     * @param slowStepSize how far the slow ones follow, in [0, 1]
     * @param resetState whether the optimiser begins anew then
     */
    public static Lookahead lookahead(
            GradientTransformation<?> fastOptimizer, int syncPeriod, Number slowStepSize, boolean resetState) {
        return new Lookahead(fastOptimizer, syncPeriod, Hyperparameter.of(slowStepSize), resetState);
    }

    /**
     * {@return the transformation that passes gradients, and measures them at its place in a chain}
     *
     * @param name under which {@link SnapshotState#measurement} holds the result
     * @param measure what to measure, a tree of tensors
     */
    public static GradientTransformation<SnapshotState> snapshot(String name, Function<Object, ?> measure) {
        return new GradientTransformation<>(
                params -> new SnapshotState(Map.of(name, measure.apply(params))),
                (gradients, state, context) ->
                        new Update<>(gradients, new SnapshotState(Map.of(name, measure.apply(gradients)))));
    }

    /**
     * {@return the transformation that passes gradients, and measures them at its place in a chain with memory}
     *
     * @param measures what to measure, by name: transformations of which only the result is kept, such as {@link
     *     #statelessOnTree} and {@link #measureWithEma(Function, Number)}
     */
    public static GradientTransformation<MonitorState> monitor(
            Map<String, ? extends GradientTransformation<?>> measures) {
        var all = NamedStates.<GradientTransformation<?>>copy(measures);
        return new GradientTransformation<>(
                params -> {
                    var states = NamedStates.map(all, measure -> measure.init(params));
                    return new MonitorState(TreeMath.zerosLike(measured(all, params, states, params)), states);
                },
                (gradients, state, context) -> {
                    var steps = steps(all, gradients, state.measureStates(), context);
                    return new Update<>(
                            gradients,
                            new MonitorState(
                                    NamedStates.map(steps, Update::updates), NamedStates.map(steps, Update::state)));
                });
    }

    private static Map<String, Object> measured(
            Map<String, GradientTransformation<?>> measures, Object tree, Map<String, Object> states, Object params) {
        return NamedStates.map(steps(measures, tree, states, UpdateContext.of(params)), Update::updates);
    }

    private static Map<String, Update<Object, ?>> steps(
            Map<String, GradientTransformation<?>> measures,
            Object gradients,
            Map<String, Object> states,
            UpdateContext context) {
        var steps = new TreeMap<String, Update<Object, ?>>();
        measures.forEach((name, measure) ->
                steps.put(name, measure.updateAny(gradients, NamedStates.get(states, "measurement", name), context)));
        return steps;
    }

    /** {@return {@link #measureWithEma(Function, Number, boolean)}, corrected} */
    public static GradientTransformation<ChainState> measureWithEma(Function<Object, ?> measure, Number decay) {
        return measureWithEma(measure, decay, true);
    }

    /** {@return a measurement for {@link #monitor} that is averaged over steps as {@link #ema(Number, boolean)} does} */
    public static GradientTransformation<ChainState> measureWithEma(
            Function<Object, ?> measure, Number decay, boolean debias) {
        return averaged(measure, ema(decay, debias));
    }

    /** {@return {@link #measureWithEma(Function, Number, boolean)} with the average kept in an element type} */
    public static GradientTransformation<ChainState> measureWithEma(
            Function<Object, ?> measure, Number decay, boolean debias, DType accumulatorDtype) {
        return averaged(measure, ema(decay, debias, accumulatorDtype));
    }

    private static GradientTransformation<ChainState> averaged(
            Function<Object, ?> measure, GradientTransformation<EmaState> average) {
        return chain(
                statelessOnTree((gradients, context) -> measure.apply(gradients)),
                new GradientTransformation<>(params -> average.init(measure.apply(params)), average.rule()));
    }
}
