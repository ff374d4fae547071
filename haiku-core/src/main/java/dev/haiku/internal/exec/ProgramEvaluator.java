package dev.haiku.internal.exec;

import dev.haiku.array.ShapeException;
import dev.haiku.ir.Atom;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Program;
import dev.haiku.ir.Var;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a program equation by equation under the current interpreter. */
public final class ProgramEvaluator {

    private ProgramEvaluator() {}

    /**
     * {@return the results of a program}
     *
     * @param program the program
     * @param inputs its operands, concrete or not
     * @throws dev.haiku.array.ShapeException if the operands do not have the program's types
     */
    public static List<Tensor> evaluate(Program program, List<Tensor> inputs) {
        checkTypes(program, inputs);
        var interpreter = Interpreters.current();
        Map<Var, Tensor> values = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(program.inputs().get(i), inputs.get(i));
        }
        for (var equation : program.equations()) {
            var operands =
                    equation.inputs().stream().map(atom -> value(atom, values)).toList();
            var results = interpreter.bind(equation.op(), operands);
            for (int i = 0; i < results.size(); i++) {
                values.put(equation.outputs().get(i), results.get(i));
            }
        }
        return program.outputs().stream().map(atom -> value(atom, values)).toList();
    }

    private static void checkTypes(Program program, List<Tensor> inputs) {
        var types = inputs.stream().map(Tensor::type).toList();
        if (!types.equals(program.inputTypes())) {
            throw new ShapeException("A program takes " + program.inputTypes() + ", but got " + types + ".");
        }
    }

    private static Tensor value(Atom atom, Map<Var, Tensor> values) {
        if (atom instanceof Literal literal) {
            return Interpreters.backend().constant(literal.value());
        }
        var value = values.get((Var) atom);
        if (value == null) {
            throw new IllegalArgumentException("A program uses " + atom + " before it is assigned.");
        }
        return value;
    }
}
