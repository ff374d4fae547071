package dev.haiku.ir;

import java.util.List;
import java.util.Optional;

/**
 * A call of a program as one operation; what {@code jit} leaves in a program that is being staged.
 *
 * @param name the name under which it prints
 * @param program the program; its inputs are the operands
 * @param rematerialisation what reverse-mode differentiation computes again, if it is to do so instead of keeping what it needs
 */
public record Call(String name, Program program, Optional<Rematerialisation> rematerialisation) implements Primitive {

    /** Creates a call of which reverse-mode differentiation keeps what it needs. */
    public Call(String name, Program program) {
        this(name, program, Optional.empty());
    }

    /** {@return a call of a program that was derived from this one's by a transformation of that name} */
    public Call derived(String transformation, Program derivedProgram) {
        return new Call(transformation + "(" + name + ")", derivedProgram, rematerialisation);
    }

    @Override
    public List<TensorType> outputTypes(List<TensorType> inputs) {
        var wanted = program.inputTypes();
        TypeRules.require(
                wanted.equals(inputs), this, () -> "program '" + name + "' takes " + wanted + ", but got " + inputs);
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
