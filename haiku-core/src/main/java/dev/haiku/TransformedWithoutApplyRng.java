package dev.haiku;

import dev.haiku.random.Key;

/**
 * A {@link Transformed} whose {@link #apply} takes no key.
 *
 * @param <A> the function's input, a tree
 * @param <R> the function's result, a tree
 */
public final class TransformedWithoutApplyRng<A, R> {

    private final Transformed<A, R> function;

    TransformedWithoutApplyRng(Transformed<A, R> function) {
        this.function = function;
    }

    /** {@return the parameters that the function creates for {@code input}, as {@link Transformed#init} does} */
    public Params init(Key key, A input) {
        return function.init(key, input);
    }

    /** {@return the parameters that the function creates for {@code input}, if it needs no random numbers} */
    public Params initWithoutRng(A input) {
        return function.initWithoutRng(input);
    }

    /**
     * {@return the function's result for {@code input}}
     *
     * @throws MissingRngException if the function needs random numbers
     * @throws MissingParameterException if {@code params} lack a parameter
     * @throws dev.haiku.array.ShapeException if a parameter has another shape than the function needs for {@code input}
     */
    public R apply(Params params, A input) {
        return function.applyWithoutRng(params, input);
    }
}
