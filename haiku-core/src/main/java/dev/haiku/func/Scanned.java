package dev.haiku.func;

/**
 * The result of a scan.
 *
 * @param carry the carry after the last run
 * @param ys the elements of all runs, stacked along a new first axis of each tensor
 * @param <C> the type of the carry
 * @param <Y> the type of the elements
 */
public record Scanned<C, Y>(C carry, Y ys) {}
