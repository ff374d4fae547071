package dev.haiku.optim;

/**
 * The state of {@link Optimizers#scaleByRss}.
 *
 * @param sumOfSquares the sum of squared gradients, a tree like the parameters
 */
public record RssState(Object sumOfSquares) {}
