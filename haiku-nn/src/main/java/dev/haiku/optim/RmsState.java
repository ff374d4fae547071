package dev.haiku.optim;

/**
 * The state of {@link Optimizers#scaleByRms}.
 *
 * @param nu the moving average of squared gradients, a tree like the parameters
 */
public record RmsState(Object nu) {}
