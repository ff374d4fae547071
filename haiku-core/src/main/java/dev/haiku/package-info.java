/**
 * Haiku itself: {@link dev.haiku.Haiku#transform} turns object-oriented model code into pure functions {@code init} and
 * {@code apply} over immutable {@link dev.haiku.Params} and {@link dev.haiku.State}.
 *
 * <p>May use tensors, trees and keys; knows nothing of the transformations of pure functions ({@code dev.haiku.func})
 * and of the network modules ({@code dev.haiku.nn}), which build on it.
 */
@NullMarked
package dev.haiku;

import org.jspecify.annotations.NullMarked;
