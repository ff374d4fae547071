/**
 * Initialisers: how parameters get their first values; {@link dev.haiku.nn.init.Initializers} is the entrance.
 *
 * <p>Each equals its namesake in {@code hk.initializers}: the same key gives the same numbers. Imports only public
 * packages of the core.
 */
@NullMarked
package dev.haiku.nn.init;

import org.jspecify.annotations.NullMarked;
