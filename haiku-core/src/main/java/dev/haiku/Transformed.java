package dev.haiku;

import dev.haiku.random.Key;

/**
 * A function with parameters as two pure functions, {@link #init} and {@link #apply}.
 *
 * <p>Immutable; may be used by any number of threads. {@code net::init} and {@code net::apply} can be given to {@code
 * jit}, {@code valueAndGrad} and all other transformations.
 *
 * @param <A> the function's input, a tree
 * @param <R> the function's result, a tree
 */
public final class Transformed<A, R> {

    private final TransformedWithState<A, R> function;

    /** What to use for a function with state. */
    private final String insteadWithState;

    Transformed(TransformedWithState<A, R> function, String insteadWithState) {
        this.function = function;
        this.insteadWithState = insteadWithState;
    }

    /**
     * {@return the parameters that the function creates for {@code input}}
     *
     * @param key where random initial values and all other random numbers come from
     * @throws NonEmptyStateException if the function has state
     */
    public Params init(Key key, A input) {
        return withoutState(function.init(key, input));
    }

    /**
     * {@return the parameters that the function creates for {@code input}, if it needs no random numbers}
     *
     * @throws MissingRngException if it needs some
     */
    public Params initWithoutRng(A input) {
        return withoutState(function.initWithoutRng(input));
    }

    /**
     * {@return the function's result for {@code input}}
     *
     * @param key where random numbers come from
     * @throws MissingParameterException if {@code params} lack a parameter
     * @throws dev.haiku.array.ShapeException if a parameter has another shape than the function needs for {@code input}
     * @throws NonEmptyStateException if the function has state
     */
    public R apply(Params params, Key key, A input) {
        return withoutState(function.apply(params, State.empty(), key, input));
    }

    R applyWithoutRng(Params params, A input) {
        return withoutState(function.applyWithoutRng(params, State.empty(), input));
    }

    /** {@return this with an {@code apply} that takes no key, for functions that need no random numbers there} */
    public TransformedWithoutApplyRng<A, R> withoutApplyRng() {
        return new TransformedWithoutApplyRng<>(this);
    }

    /** {@return this as a function with state, which is always empty} */
    public TransformedWithState<A, R> withEmptyState() {
        return function;
    }

    private Params withoutState(ParamsAndState initial) {
        requireNoState(initial.state());
        return initial.params();
    }

    private R withoutState(Applied<R> result) {
        requireNoState(result.state());
        return result.value();
    }

    private void requireNoState(State state) {
        if (!state.isEmpty()) {
            throw new NonEmptyStateException("The function has state: " + String.join(", ", state.names()) + ". Use "
                    + insteadWithState + ", whose apply takes and returns it.");
        }
    }
}
