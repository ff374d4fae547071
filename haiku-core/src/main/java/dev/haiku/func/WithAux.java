package dev.haiku.func;

import dev.haiku.tensor.Tensor;

/**
 * What a function to be differentiated returns if it also has something to tell, such as a new state or metrics.
 *
 * @param value the scalar to differentiate
 * @param aux any tree, which is passed on without derivative
 * @param <A> the type of {@code aux}
 */
public record WithAux<A>(Tensor value, A aux) {}
