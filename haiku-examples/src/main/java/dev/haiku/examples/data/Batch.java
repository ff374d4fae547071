package dev.haiku.examples.data;

import dev.haiku.tensor.Tensor;

/**
 * Some images and their classes.
 *
 * @param images the images {@code f32[n, pixels]}
 * @param labels the classes {@code i32[n]}
 */
public record Batch(Tensor images, Tensor labels) {}
