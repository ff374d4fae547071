package dev.haiku.ir;

import java.util.List;

/**
 * A call of a program as one operation; what {@code jit} leaves in a program that is being staged.
 *
 * @param name the name under which it prints
 * @param program the program; its inputs are the operands
 */
public record Call(String name, Program program) implements Primitive {

    @Override
    public List<TensorType> outputTypes(List<TensorType> inputs) {
        var wanted = program.inputs().stream().map(Var::type).toList();
        TypeRules.require(wanted.equals(inputs), this, "program '" + name + "' takes " + wanted + ", but got " + inputs);
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
