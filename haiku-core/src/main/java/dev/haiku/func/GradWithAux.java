package dev.haiku.func;

/**
 * The gradient of a scalar function, and what else it returned.
 *
 * @param grad the gradient, a tree like the argument
 * @param aux what else it returned
 * @param <P> the argument that was differentiated
 * @param <X> the type of {@code aux}
 */
public record GradWithAux<P, X>(P grad, X aux) {}
