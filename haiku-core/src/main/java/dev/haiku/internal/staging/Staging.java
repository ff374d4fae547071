package dev.haiku.internal.staging;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Records functions of tensors as programs, without computing anything. */
public final class Staging {

    private Staging() {}

    /**
     * {@return the program of a function together with the tensors of its surroundings that it uses}
     *
     * @param transformation who stages, for messages, such as {@code jit}
     * @param inputTypes the types of the function's operands
     * @param body the function
     */
    public static Staged stageWithCaptures(
            String transformation, List<TensorType> inputTypes, Function<List<Tensor>, List<Tensor>> body) {
        var interpreter = new StagingInterpreter(transformation);
        try {
            return Interpreters.with(interpreter, () -> {
                var inputs = inputTypes.stream().map(interpreter::input).toList();
                return interpreter.finish(body.apply(inputs));
            });
        } finally {
            interpreter.abandon();
        }
    }

    /**
     * {@return the program of a function that uses nothing but its operands and constants; the constants become literals}
     *
     * @throws IllegalArgumentException if it uses a tracer of its surroundings
     */
    public static Program stage(List<TensorType> inputTypes, Function<List<Tensor>, List<Tensor>> body) {
        var staged = stageWithCaptures("a transformation", inputTypes, body);
        if (staged.captured().isEmpty()) {
            return staged.program();
        }
        return withLiterals(staged);
    }

    private static Program withLiterals(Staged staged) {
        Map<Atom, Atom> literals = new HashMap<>();
        var program = staged.program();
        for (int i = 0; i < staged.captured().size(); i++) {
            var tensor = staged.captured().get(i);
            if (tensor instanceof Tracer) {
                throw new IllegalArgumentException("A closed function was expected, but it uses " + tensor
                        + " of its surroundings. Pass it as an argument.");
            }
            literals.put(program.inputs().get(i), new Literal(tensor.toHost()));
        }
        List<Var> inputs =
                program.inputs().subList(literals.size(), program.inputs().size());
        var equations = program.equations().stream()
                .map(e -> new Equation(e.op(), replace(e.inputs(), literals), e.outputs()))
                .toList();
        return new Program(inputs, equations, replace(program.outputs(), literals));
    }

    private static List<Atom> replace(List<Atom> atoms, Map<Atom, Atom> literals) {
        return atoms.stream().map(atom -> literals.getOrDefault(atom, atom)).toList();
    }
}
