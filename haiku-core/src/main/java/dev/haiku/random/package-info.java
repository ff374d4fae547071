/**
 * Random numbers: explicit keys and pure samplers, bit for bit those of JAX's Threefry.
 *
 * <p>Imports {@code tensor}, {@code ir} and {@code array}; everything here is a composition of primitives, so it runs
 * under every transformation.
 */
@NullMarked
package dev.haiku.random;

import org.jspecify.annotations.NullMarked;
