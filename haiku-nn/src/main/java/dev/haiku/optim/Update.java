package dev.haiku.optim;

/**
 * What one step of an optimiser gives.
 *
 * @param updates the changes to add to the parameters, a tree like these; {@link Optimizers#applyUpdates} adds them
 * @param state the state for the next step
 * @param <P> the parameters
 * @param <S> the state
 */
public record Update<P, S>(P updates, S state) {}
