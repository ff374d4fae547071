package dev.haiku;

/**
 * What {@link TransformedWithState#apply} returns.
 *
 * @param value the function's result
 * @param state the state after it, for the next call
 * @param <R> the function's result
 */
public record Applied<R>(R value, State state) {}
