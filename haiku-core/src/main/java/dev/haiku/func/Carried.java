package dev.haiku.func;

/**
 * What one run of a scanned function returns.
 *
 * @param carry goes to the next run; a tree of the structure and types of the one that came in
 * @param y becomes one element of the result, any tree
 * @param <C> the type of the carry
 * @param <Y> the type of the element
 */
public record Carried<C, Y>(C carry, Y y) {}
