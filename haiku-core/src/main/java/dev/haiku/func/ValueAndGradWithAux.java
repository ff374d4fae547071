package dev.haiku.func;

import dev.haiku.tensor.Tensor;

/**
 * The value of a scalar function, what else it returned, and its gradient.
 *
 * @param value the value, a scalar
 * @param aux what else it returned
 * @param grad the gradient, a tree like the argument
 * @param <P> the argument that was differentiated
 * @param <A> the type of {@code aux}
 */
public record ValueAndGradWithAux<P, A>(Tensor value, A aux, P grad) {}
