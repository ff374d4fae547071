package dev.haiku.func;

import java.util.function.Function;

/**
 * The value of a function and its pullback.
 *
 * @param value the value
 * @param pullback maps a cotangent, a tree like the value, to the transposed Jacobian times it, a tree like the
 *     argument; may be called any number of times
 * @param <P> the argument of the function
 * @param <R> the result of the function
 */
public record Vjp<P, R>(R value, Function<R, P> pullback) {}
