package dev.haiku.optim;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The part of {@link Optimizers} that scales and combines; transformations with little or no state. */
abstract class BasicTransforms {

    private static final EmptyState EMPTY = new EmptyState();
    private static final String SAME_STATE =
            "Pass the state that init or the last update of the same optimiser returned.";

    BasicTransforms() {}

    /** {@return the parameters with the updates added, each in the element type of its parameter} */
    public static <P> P applyUpdates(P params, P updates) {
        return Trees.map(params, updates, (p, u) -> p.add(u).cast(p.dtype()));
    }

    /** {@return a transformation that applies {@code f} to each gradient} */
    public static GradientTransformation<EmptyState> stateless(UnaryOperator<Tensor> f) {
        return new GradientTransformation<>(
                params -> EMPTY, (gradients, state, context) -> new Update<>(Trees.map(gradients, f), state));
    }

    /** {@return a transformation that applies {@code f} to each gradient and its parameter} */
    public static GradientTransformation<EmptyState> stateless(BinaryOperator<Tensor> f) {
        return new GradientTransformation<>(
                params -> EMPTY,
                (gradients, state, context) -> new Update<>(Trees.map(gradients, context.params(), f), state));
    }

    /** {@return the transformation that leaves gradients as they are} */
    public static GradientTransformation<EmptyState> identity() {
        return stateless((Tensor g) -> g);
    }

    /** {@return the transformation that makes all updates zero} */
    public static GradientTransformation<EmptyState> setToZero() {
        return stateless(Ops::zerosLike);
    }

    /** {@return the transformation that multiplies by a fixed number} */
    public static GradientTransformation<EmptyState> scale(double stepSize) {
        return stateless((Tensor g) -> g.mul(stepSize));
    }

    /** {@return the transformation that multiplies by the negative learning rate, which makes a step downhill} */
    public static GradientTransformation<EmptyState> scaleByLearningRate(double learningRate) {
        return scale(-learningRate);
    }

    /** {@return the transformation that multiplies by the negative learning rate of the step} */
    public static GradientTransformation<ScheduleState> scaleByLearningRate(Schedule learningRate) {
        return scaleBySchedule(count -> learningRate.at(count).neg());
    }

    /** {@return the transformation that multiplies by a number that depends on the step} */
    public static GradientTransformation<ScheduleState> scaleBySchedule(Schedule stepSize) {
        return new GradientTransformation<>(
                params -> new ScheduleState(Tensor.scalar(0)), (gradients, state, context) -> {
                    var factor = stepSize.at(state.count());
                    return new Update<>(
                            Trees.map(gradients, g -> g.mul(factor.cast(g.dtype()))),
                            new ScheduleState(increment(state.count())));
                });
    }

    /** {@return the transformation that moves each gradient into {@code [-maxDelta, maxDelta]}, element by element} */
    public static GradientTransformation<EmptyState> clip(double maxDelta) {
        return stateless((Tensor g) -> Ops.clip(g, -maxDelta, maxDelta));
    }

    /** {@return the transformation that adds {@code weightDecay} times the parameter to each gradient} */
    public static GradientTransformation<EmptyState> addDecayedWeights(double weightDecay) {
        return stateless((g, p) -> g.add(p.mul(weightDecay)));
    }

    /**
     * {@return the transformation that applies several, one after the other}
     *
     * <p>Order matters: {@code chain(clip(1), adam(1e-3))} clips gradients, the other way round it clips steps.
     */
    public static GradientTransformation<ChainState> chain(GradientTransformation<?>... members) {
        var all = List.of(members);
        return new GradientTransformation<>(
                params -> new ChainState(
                        all.stream().<Object>map(member -> member.init(params)).toList()),
                (gradients, state, context) -> runChain(all, gradients, state.states(), context));
    }

    private static Update<Object, ChainState> runChain(
            List<GradientTransformation<?>> members, Object gradients, List<Object> states, UpdateContext context) {
        if (members.size() != states.size()) {
            throw new IllegalArgumentException("This chain of " + members.size()
                    + " transformations was given a state of " + states.size() + ". " + SAME_STATE);
        }
        var updates = gradients;
        var next = new ArrayList<Object>(states.size());
        for (int i = 0; i < states.size(); i++) {
            var step = runMember(members.get(i), updates, states.get(i), context);
            updates = step.updates();
            next.add(step.state());
        }
        return new Update<>(updates, new ChainState(next));
    }

    @SuppressWarnings("unchecked") // usually the state was made by this member
    private static <S> Update<Object, S> runMember(
            GradientTransformation<S> member, Object gradients, Object state, UpdateContext context) {
        try {
            return member.rule().apply(gradients, (S) state, context);
        } catch (ClassCastException e) {
            throw new IllegalArgumentException(
                    "A member of this chain was given a state that it cannot use: " + state + ". " + SAME_STATE, e);
        }
    }

    /** {@return the next count; it stays at the largest number} */
    static Tensor increment(Tensor count) {
        return Ops.where(count.lt(Integer.MAX_VALUE), count.add(1), count);
    }

    /** {@return {@code (1 - decay)·value + decay·average} for each tensor: a step of a moving average} */
    static Object movingAverage(Object values, Object averages, double decay) {
        return Trees.map(
                values, averages, (value, average) -> value.mul(1 - decay).add(average.mul(decay)));
    }
}
