package dev.haiku.rl;

import dev.haiku.tensor.Tensor;

/**
 * A constraint that a learnt multiplier enforces.
 *
 * @param alpha the multiplier, before the projection: a scalar, or one for each dimension or element
 * @param epsilon the bound, a floating-point scalar
 * @param perDimension whether the last axis of what is bounded is that of dimensions, each with a constraint of its own
 */
public record LagrangePenalty(Tensor alpha, Tensor epsilon, boolean perDimension) {

    /** Makes one for the whole. */
    public LagrangePenalty(Tensor alpha, double epsilon) {
        this(alpha, epsilon, false);
    }

    /** Makes one with a fixed bound. */
    public LagrangePenalty(Tensor alpha, double epsilon, boolean perDimension) {
        this(alpha, Tensor.scalar(alpha.dtype(), epsilon), perDimension);
    }
}
