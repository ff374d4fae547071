package dev.haiku.rl;

/**
 * What an update of PopArt gives.
 *
 * @param params the parameters of the last layer, whose unnormalised outputs are what they were
 * @param state the new statistics
 */
public record PopArtUpdate(PopArtLayer params, PopArtState state) {}
