package dev.haiku.tensor;

import dev.haiku.ir.Primitive;
import java.util.List;
import java.util.Optional;

/**
 * Gives primitives a meaning: computes them, records them, differentiates them.
 *
 * <p>The operations of {@link Ops} hand every primitive to the current interpreter of the thread ({@link
 * Interpreters}). One that stands for a transformation runs its rules under the interpreter that was current when it
 * was made, so all of them nest.
 */
public interface Interpreter {

    /**
     * {@return the results of a primitive}
     *
     * @param op the primitive
     * @param inputs its operands; those that are not this interpreter's own count as constants
     */
    List<Tensor> bind(Primitive op, List<Tensor> inputs);

    /** {@return the interpreter that was current when this one was made; none at the bottom} */
    default Optional<Interpreter> outer() {
        return Optional.empty();
    }

    /**
     * {@return the values of a function that brings its own derivative}
     *
     * <p>An interpreter that neither differentiates nor stands on top of another one runs it as it is.
     *
     * @param function the function
     * @param inputs its operands; those that are not this interpreter's own count as constants
     */
    default List<Tensor> bind(CustomFunction function, List<Tensor> inputs) {
        return Interpreters.with(this, () -> function.apply(inputs));
    }
}
