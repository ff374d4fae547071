/**
 * Haiku itself: {@link dev.haiku.Haiku#transform} turns object-oriented model code into pure functions {@code init} and
 * {@code apply} over immutable {@link dev.haiku.Params} and {@link dev.haiku.State}.
 *
 * <p>May use tensors, trees, keys and the transformations of pure functions ({@code dev.haiku.func}), of which {@link
 * dev.haiku.Haiku} has its own forms for functions that create parameters, set state and draw keys; knows nothing of the
 * network modules ({@code dev.haiku.nn}), which build on it.
 */
@NullMarked
package dev.haiku;

import org.jspecify.annotations.NullMarked;
