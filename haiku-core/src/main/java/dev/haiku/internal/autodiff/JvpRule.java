package dev.haiku.internal.autodiff;

import dev.haiku.ir.Primitive;
import java.util.List;

/**
 * Says how values and tangents pass a primitive; linear in the tangents.
 *
 * @param <P> the primitive
 */
@FunctionalInterface
interface JvpRule<P extends Primitive> {

    /** {@return the results, of which at least one operand moves} */
    List<Dual> apply(P op, List<Dual> operands);
}
