package dev.haiku.internal.batching;

import dev.haiku.ir.Primitive;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * What a primitive does to operands of which some are stacked along a first axis.
 *
 * @param <P> the primitive
 */
@FunctionalInterface
interface BatchRule<P extends Primitive> {

    /** {@return the results, all stacked along their first axis} */
    List<Tensor> apply(P op, Operands operands);
}
