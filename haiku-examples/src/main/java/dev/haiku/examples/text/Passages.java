package dev.haiku.examples.text;

import dev.haiku.tensor.Tensor;

/**
 * Passages of a text to learn from.
 *
 * @param characters {@code i32[n, length]}
 * @param next the character after each, {@code i32[n, length]}
 */
record Passages(Tensor characters, Tensor next) {}
