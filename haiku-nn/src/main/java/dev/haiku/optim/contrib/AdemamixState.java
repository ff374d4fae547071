package dev.haiku.optim.contrib;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Contrib#scaleByAdemamix}.
 *
 * @param count the number of steps so far, an {@code i32} scalar
 * @param countM2 the number of steps that schedules count
 * @param m1 the fast moving average of gradients, a tree like the parameters
 * @param m2 the slow one, a tree like the parameters
 * @param nu the moving average of squared gradients, a tree like the parameters
 */
public record AdemamixState(Tensor count, Tensor countM2, Object m1, Object m2, Object nu) {}
