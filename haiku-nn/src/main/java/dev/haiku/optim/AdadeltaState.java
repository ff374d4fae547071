package dev.haiku.optim;

/**
 * The state of {@link Optimizers#scaleByAdadelta}.
 *
 * @param eG the moving average of squared gradients, a tree like the parameters
 * @param eX the moving average of squared updates, a tree like the parameters
 */
public record AdadeltaState(Object eG, Object eX) {}
