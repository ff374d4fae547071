package dev.haiku.optim;

/**
 * The state of {@link Optimizers#scaleByRprop}.
 *
 * @param stepSizes the size of the next step of each element, a tree like the parameters
 * @param prevUpdates the last signed steps, zero after a change of sign, a tree like the parameters
 */
public record RpropState(Object stepSizes, Object prevUpdates) {}
