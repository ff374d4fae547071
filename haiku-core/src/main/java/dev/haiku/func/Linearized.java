package dev.haiku.func;

import java.util.function.Function;

/**
 * The value of a function and its derivative at that point.
 *
 * @param value the value
 * @param jvp the linear map from tangents of the argument to tangents of the value; does not repeat the work of the
 *     function itself
 * @param <P> the argument of the function
 * @param <R> the result of the function
 */
public record Linearized<P, R>(R value, Function<P, R> jvp) {}
