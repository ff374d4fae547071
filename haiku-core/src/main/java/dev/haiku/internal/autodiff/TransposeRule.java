package dev.haiku.internal.autodiff;

import dev.haiku.ir.Primitive;

/**
 * Says which cotangents a linear primitive gives to its linear operands.
 *
 * @param <P> the primitive
 */
@FunctionalInterface
interface TransposeRule<P extends Primitive> {

    /** Calls {@link LinearStep#give} for each linear operand that gets something. */
    void apply(P op, LinearStep step);
}
