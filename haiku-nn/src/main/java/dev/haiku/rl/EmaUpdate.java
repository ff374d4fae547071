package dev.haiku.rl;

/**
 * What an update of moving averages gives.
 *
 * @param moments means and variances
 * @param state the new averages
 * @param <T> the tree
 */
public record EmaUpdate<T>(EmaMoments<T> moments, EmaState<T> state) {}
