package dev.haiku.optim;

/**
 * The state of {@link Optimizers#zeroNans}.
 *
 * @param foundNan whether there was a NaN in the last gradients, a {@code bool} scalar for each, a tree like the
 *     parameters
 */
public record ZeroNansState(Object foundNan) {}
