package dev.haiku;

import dev.haiku.random.Key;

/**
 * A {@link TransformedWithState} whose {@link #apply} takes no key.
 *
 * @param <A> the function's input, a tree
 * @param <R> the function's result, a tree
 */
public final class TransformedWithStateWithoutApplyRng<A, R> {

    private final TransformedWithState<A, R> function;

    TransformedWithStateWithoutApplyRng(TransformedWithState<A, R> function) {
        this.function = function;
    }

    /** {@return the parameters and the state that the function creates, as {@link TransformedWithState#init} does} */
    public ParamsAndState init(Key key, A input) {
        return function.init(key, input);
    }

    /**
     * {@return the parameters and the state that the function creates for {@code input}, if it needs no random numbers}
     */
    public ParamsAndState initWithoutRng(A input) {
        return function.initWithoutRng(input);
    }

    /**
     * {@return the function's result for {@code input}, and the state after it}
     *
     * @throws MissingRngException if the function needs random numbers
     */
    public Applied<R> apply(Params params, State state, A input) {
        return function.applyWithoutRng(params, state, input);
    }
}
