package dev.haiku.func;

/**
 * The Jacobian of a function, and what else it returned.
 *
 * @param jacobian the derivative of the value, a tree like the argument; see {@link Func#jacrev(java.util.function.Function)}
 * @param aux what else it returned
 * @param <P> the argument that was differentiated
 * @param <X> the type of {@code aux}
 */
public record JacobianWithAux<P, X>(P jacobian, X aux) {}
