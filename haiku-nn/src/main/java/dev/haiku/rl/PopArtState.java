package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * The statistics by which PopArt normalises the values of tasks.
 *
 * @param shift the means {@code [tasks]}
 * @param scale the standard deviations {@code [tasks]}
 * @param secondMoment the means {@code [tasks]} of squares
 */
public record PopArtState(Tensor shift, Tensor scale, Tensor secondMoment) {}
