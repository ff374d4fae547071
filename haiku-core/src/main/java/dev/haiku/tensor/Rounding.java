package dev.haiku.tensor;

/**
 * Where {@link Ops#round(Tensor, Rounding)} moves numbers halfway between two integers; as in {@code
 * lax.RoundingMethod}.
 */
public enum Rounding {
    /** To the even one: 0.5 gives 0, 1.5 gives 2. */
    HALF_TO_EVEN,
    /** To the one farther from zero: 0.5 gives 1, -0.5 gives -1. */
    HALF_AWAY_FROM_ZERO
}
