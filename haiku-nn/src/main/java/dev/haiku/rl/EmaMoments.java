package dev.haiku.rl;

/**
 * Means and variances of the tensors of a tree, without the bias of the beginning.
 *
 * @param mean a scalar for each tensor
 * @param variance a scalar for each tensor
 * @param <T> the tree
 */
public record EmaMoments<T>(T mean, T variance) {}
