package dev.haiku.func;

/**
 * The value of a function, its derivative along a tangent, and what else it returned.
 *
 * @param value the value
 * @param tangent the Jacobian times the tangent, a tree like the value; zero for integers and {@code bool}
 * @param aux what else it returned
 * @param <R> the value's type
 * @param <X> the type of {@code aux}
 */
public record JvpWithAux<R, X>(R value, R tangent, X aux) {}
