package dev.haiku.optim;

import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;

/**
 * The state of {@link Optimizers#addNoise}.
 *
 * @param count the number of steps so far, an {@code i32} scalar
 * @param rngKey where the noise of the next step comes from
 */
public record AddNoiseState(Tensor count, Key rngKey) {}
