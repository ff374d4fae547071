package dev.haiku.nn;

import dev.haiku.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A scale and an offset for a normalised input, given at the call instead of learned by the module.
 *
 * @param scale the factor, if there is one
 * @param offset the summand, if there is one
 */
public record Affine(@Nullable Tensor scale, @Nullable Tensor offset) {

    static final Affine NONE = new Affine(null, null);

    /** {@return a scale without offset} */
    public static Affine ofScale(Tensor scale) {
        return new Affine(scale, null);
    }

    /** {@return an offset without scale} */
    public static Affine ofOffset(Tensor offset) {
        return new Affine(null, offset);
    }

    /** {@return both} */
    public static Affine of(Tensor scale, Tensor offset) {
        return new Affine(scale, offset);
    }
}
