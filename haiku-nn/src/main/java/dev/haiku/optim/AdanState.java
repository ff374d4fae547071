package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Optimizers#scaleByAdan}.
 *
 * @param m the moving average of gradients, a tree like the parameters
 * @param v the moving average of their differences, a tree like the parameters
 * @param n the moving average of squares, a tree like the parameters
 * @param g the last gradients, a tree like the parameters
 * @param t the number of steps so far, an {@code i32} scalar
 */
public record AdanState(Object m, Object v, Object n, Object g, Tensor t) {}
