package dev.haiku.func;

import java.util.function.Function;

/**
 * The value of a function, its pullback, and what else it returned.
 *
 * @param value the value
 * @param pullback maps a cotangent, a tree like the value, to the transposed Jacobian times it, a tree like the
 *     argument; may be called any number of times
 * @param aux what else it returned
 * @param <P> the argument of the function
 * @param <R> the value's type
 * @param <X> the type of {@code aux}
 */
public record VjpWithAux<P, R, X>(R value, Function<R, P> pullback, X aux) {}
