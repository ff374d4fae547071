package dev.haiku.optim;

import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Optimizers#scaleBySchedule}.
 *
 * @param count the number of steps so far, an {@code i32} scalar
 */
public record ScheduleState(Tensor count) {}
