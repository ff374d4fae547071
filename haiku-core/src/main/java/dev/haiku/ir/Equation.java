package dev.haiku.ir;

import java.util.List;

/**
 * One step of a program: {@code outputs = op(inputs)}.
 *
 * @param op the primitive
 * @param inputs its operands
 * @param outputs the variables that it assigns
 */
public record Equation(Primitive op, List<Atom> inputs, List<Var> outputs) {

    /** Copies the lists. */
    public Equation {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
