package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * The result of {@link Optimizers#microGrad}.
 *
 * @param gradients the accumulated gradients, or what was made of them
 * @param values the losses of the examples
 * @param <T> what was made of gradients
 */
public record MicroGrad<T>(T gradients, Tensor values) {}
