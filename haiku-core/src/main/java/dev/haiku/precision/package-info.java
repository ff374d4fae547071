/**
 * Mixed precision, after DeepMind's jmp: which element types parameters, arithmetic and results have ({@link
 * dev.haiku.precision.Policy}), and the scaling of losses that keeps small gradients from vanishing ({@link
 * dev.haiku.precision.LossScale}).
 *
 * <p>Knows tensors and trees only. {@code dev.haiku.MixedPrecision} applies policies to the modules of a model.
 */
@NullMarked
package dev.haiku.precision;

import org.jspecify.annotations.NullMarked;
