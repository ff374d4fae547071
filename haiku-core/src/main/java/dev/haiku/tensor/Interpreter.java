package dev.haiku.tensor;

import dev.haiku.ir.Primitive;
import java.util.List;

/**
 * Gives primitives a meaning: computes them, records them, differentiates them.
 *
 * <p>The operations of {@link Ops} hand every primitive to the current interpreter of the thread ({@link Interpreters}). One that
 * stands for a transformation runs its rules under the interpreter that was current when it was made, so all of them nest.
 */
public interface Interpreter {

    /**
     * {@return the results of a primitive}
     *
     * @param op the primitive
     * @param inputs its operands; those that are not this interpreter's own count as constants
     */
    List<Tensor> bind(Primitive op, List<Tensor> inputs);
}
