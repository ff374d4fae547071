package dev.haiku.internal.simplify;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Call;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Program;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Replaces calls by the equations of what they call, all the way down. */
final class Inliner {

    private final List<Equation> equations = new ArrayList<>();

    private Inliner() {}

    static Program inline(Program program) {
        if (program.equations().stream().noneMatch(equation -> equation.op() instanceof Call)) {
            return program;
        }
        var inliner = new Inliner();
        Map<Var, Atom> scope = new HashMap<>();
        program.inputs().forEach(input -> scope.put(input, input));
        var outputs = inliner.append(program, scope);
        return new Program(program.inputs(), inliner.equations, outputs);
    }

    /** Appends a program's equations with fresh variables; {@code scope} says what its inputs are. */
    private List<Atom> append(Program program, Map<Var, Atom> scope) {
        for (var equation : program.equations()) {
            var inputs = resolve(equation.inputs(), scope);
            if (equation.op() instanceof Call call) {
                Map<Var, Atom> inner = new HashMap<>();
                bind(inner, call.program().inputs(), inputs);
                bind(scope, equation.outputs(), append(call.program(), inner));
            } else {
                var outputs = equation.outputs().stream()
                        .map(output -> new Var(output.type()))
                        .toList();
                bind(scope, equation.outputs(), outputs);
                equations.add(new Equation(equation.op(), inputs, outputs));
            }
        }
        return resolve(program.outputs(), scope);
    }

    private static void bind(Map<Var, Atom> scope, List<Var> variables, List<? extends Atom> values) {
        for (int i = 0; i < variables.size(); i++) {
            scope.put(variables.get(i), values.get(i));
        }
    }

    private static List<Atom> resolve(List<Atom> atoms, Map<Var, Atom> scope) {
        return atoms.stream()
                .map(atom -> atom instanceof Var v ? scope.getOrDefault(v, v) : atom)
                .toList();
    }
}
