package dev.haiku.optim;

/**
 * A sum over examples of gradients that were made small.
 *
 * @param sum the sum, a tree like the gradients without the axis of examples
 * @param clipped how many were made smaller, {@code i32} scalars
 * @param <P> the gradients
 * @param <N> one number, or a tree of one for each tensor
 */
public record ClippedSum<P, N>(P sum, N clipped) {}
