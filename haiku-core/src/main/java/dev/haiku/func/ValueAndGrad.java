package dev.haiku.func;

import dev.haiku.tensor.Tensor;

/**
 * The value of a scalar function and its gradient.
 *
 * @param value the value, a scalar
 * @param grad the gradient, a tree like the argument
 * @param <P> the argument that was differentiated
 */
public record ValueAndGrad<P>(Tensor value, P grad) {}
