package dev.haiku.func;

import java.util.function.Function;

/**
 * The value of a function, its derivative at that point, and what else it returned.
 *
 * @param value the value
 * @param jvp the linear map from tangents of the argument to tangents of the value; does not repeat the work of the
 *     function itself
 * @param aux what else it returned
 * @param <P> the argument of the function
 * @param <R> the value's type
 * @param <X> the type of {@code aux}
 */
public record LinearizedWithAux<P, R, X>(R value, Function<P, R> jvp, X aux) {}
