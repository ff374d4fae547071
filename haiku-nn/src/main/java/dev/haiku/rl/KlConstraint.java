package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * A divergence from an old policy that should stay small.
 *
 * @param kl the divergences {@code [E...]}, with a further axis of dimensions if the penalty is per dimension
 * @param penalty the constraint
 */
public record KlConstraint(Tensor kl, LagrangePenalty penalty) {}
