/**
 * Blocks of transformers as modules in the style of Haiku's, which leaves them to its examples: attention with fewer keys than
 * queries, gated perceptrons, rotary and sinusoidal positions, masks, and decoding with a cache of keys and values.
 *
 * <p>Imports {@code dev.haiku.nn} and the packages below it, and only public packages of the core.
 */
@NullMarked
package dev.haiku.nn.transformer;

import org.jspecify.annotations.NullMarked;
