package dev.haiku.func;

/**
 * What a function to be differentiated returns if it also has something to tell; the value may be any tree, where {@link WithAux} has a
 * scalar.
 *
 * @param value the tree to differentiate
 * @param aux any tree, which is passed on without derivative
 * @param <R> the type of {@code value}
 * @param <X> the type of {@code aux}
 */
public record ValueWithAux<R, X>(R value, X aux) {}
