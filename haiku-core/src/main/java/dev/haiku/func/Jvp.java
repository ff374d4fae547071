package dev.haiku.func;

/**
 * The value of a function and its derivative along a tangent.
 *
 * @param value the value
 * @param tangent the Jacobian times the tangent, a tree like the value; zero for integers and {@code bool}
 * @param <R> the result of the function
 */
public record Jvp<R>(R value, R tangent) {}
