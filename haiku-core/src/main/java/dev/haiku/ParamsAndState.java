package dev.haiku;

/**
 * What {@link TransformedWithState#init} returns.
 *
 * @param params the parameters
 * @param state the initial state
 */
public record ParamsAndState(Params params, State state) {}
