package dev.haiku.ir;

import java.util.List;

/**
 * A call of a program as one operation; what {@code jit} leaves in a program that is being staged.
 *
 * @param name the name under which it prints
 * @param program the program; its inputs are the operands
 * @param rematerialises whether reverse-mode differentiation keeps nothing but the operands and computes the rest again
 */
public record Call(String name, Program program, boolean rematerialises) implements Primitive {

    /** Creates a call of which reverse-mode differentiation keeps what it needs. */
    public Call(String name, Program program) {
        this(name, program, false);
    }

    /** {@return a call of a program that was derived from this one's by a transformation of that name} */
    public Call derived(String transformation, Program derivedProgram) {
        return new Call(transformation + "(" + name + ")", derivedProgram, rematerialises);
    }

    @Override
    public List<TensorType> outputTypes(List<TensorType> inputs) {
        var wanted = program.inputTypes();
        if (!wanted.equals(inputs)) { // the message is long, and this runs at each call of a compiled function
            TypeRules.require(false, this, "program '" + name + "' takes " + wanted + ", but got " + inputs);
        }
        return program.outputTypes();
    }

    @Override
    public List<Program> programs() {
        return List.of(program);
    }

    @Override
    public String parameters() {
        return "name=" + name;
    }
}
