package dev.haiku.optim;

/**
 * The state of {@link Optimizers#trace}.
 *
 * @param trace the decaying sum of gradients, a tree like the parameters
 */
public record TraceState(Object trace) {}
