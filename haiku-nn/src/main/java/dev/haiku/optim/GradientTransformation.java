package dev.haiku.optim;

import java.util.function.Function;

/**
 * A pair of pure functions that turns gradients into updates to be added to the parameters.
 *
 * <pre>{@code
 * var optimizer = Optimizers.adam(1e-3);
 * var state = optimizer.init(params);
 * var step = optimizer.update(grads, state, params);
 * params = Optimizers.applyUpdates(params, step.updates());
 * state = step.state();
 * }</pre>
 *
 * <p>It works on trees of any kind: parameters, gradients and updates have one structure. States are records, hence
 * trees, so that they may be arguments and results of compiled functions. A transformation is an immutable value
 * without numbers of its own.
 *
 * @param initializer makes the first state from parameters
 * @param rule makes updates and the next state from gradients, the state and what else it looks at
 * @param <S> the state
 */
public record GradientTransformation<S>(Function<Object, S> initializer, Rule<S> rule) {

    /**
     * A step on trees of any kind.
     *
     * @param <S> the state
     */
    @FunctionalInterface
    public interface Rule<S> {

        /** {@return updates, a tree like {@code gradients}, and the next state} */
        Update<Object, S> apply(Object gradients, S state, UpdateContext context);
    }

    /** {@return the state before the first step} */
    public S init(Object params) {
        return initializer.apply(params);
    }

    /**
     * {@return the updates for gradients, and the state for the next step}
     *
     * @throws IllegalStateException if a part of this optimiser needs the parameters, as weight decay does
     */
    public <P> Update<P, S> update(P gradients, S state) {
        return update(gradients, state, UpdateContext.EMPTY);
    }

    /** {@return the updates for the gradients at {@code params}, and the state for the next step} */
    public <P> Update<P, S> update(P gradients, S state, P params) {
        return update(gradients, state, UpdateContext.of(params));
    }

    /**
     * {@return the updates for gradients, and the state for the next step}
     *
     * @param gradients a tree like the parameters
     * @param state the state before this step
     * @param context what else the transformation may look at: parameters, the loss, and so on
     */
    @SuppressWarnings("unchecked") // rules return trees of the class of the gradients
    public <P> Update<P, S> update(P gradients, S state, UpdateContext context) {
        var step = rule.apply(gradients, state, context);
        return new Update<>((P) step.updates(), step.state());
    }

    /**
     * {@return the updates for gradients, and the state for the next step, where the class of the state is not known;
     * for transformations that hold others}
     *
     * @throws IllegalArgumentException if the state is not one of this transformation
     */
    @SuppressWarnings("unchecked") // usually the state was made by this transformation
    public Update<Object, S> updateAny(Object gradients, Object state, UpdateContext context) {
        try {
            return rule.apply(gradients, (S) state, context);
        } catch (ClassCastException e) {
            if (!isOfAnArgument(e)) {
                throw e;
            }
            throw new IllegalArgumentException(
                    "A transformation was given a state that it cannot use: " + state
                            + ". Pass the state that init or the last update of the same optimiser returned.",
                    e);
        }
    }

    /** {@return whether the call of a rule failed before the rule began, for what it was given; not something in it} */
    private static boolean isOfAnArgument(ClassCastException e) {
        var frames = e.getStackTrace();
        return frames.length > 0 && frames[0].getClassName().equals(GradientTransformation.class.getName());
    }
}
