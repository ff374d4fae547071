/**
 * Recurrent networks: cores, which make one step, and the functions that unroll them over time.
 *
 * <p>Imports {@code dev.haiku.nn} and what that imports.
 */
@NullMarked
package dev.haiku.nn.recurrent;

import org.jspecify.annotations.NullMarked;
