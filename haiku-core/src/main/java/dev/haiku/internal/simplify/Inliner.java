package dev.haiku.internal.simplify;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Call;
import dev.haiku.ir.Custom.CustomCall;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Program;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replaces calls by the equations of what they call, all the way down. */
final class Inliner {

    /** Which calls are replaced: says what a primitive calls, or nothing. */
    private interface Calls {
        @Nullable
        Program called(Primitive op);
    }

    private final Calls calls;
    private final List<Equation> equations = new ArrayList<>();

    private Inliner(Calls calls) {
        this.calls = calls;
    }

    /** {@return the program without any calls; who differentiates it does not see their derivatives any more} */
    static Program inline(Program program) {
        return inline(program, Inliner::any);
    }

    /** {@return the program without calls to which differentiation gives no other meaning than their equations have} */
    static Program inlinePlain(Program program) {
        return inline(program, Inliner::plain);
    }

    private static Program inline(Program program, Calls calls) {
        if (program.equations().stream().allMatch(equation -> calls.called(equation.op()) == null)) {
            return program;
        }
        var inliner = new Inliner(calls);
        Map<Var, Atom> scope = new HashMap<>();
        program.inputs().forEach(input -> scope.put(input, input));
        var outputs = inliner.append(program, scope);
        return new Program(program.inputs(), inliner.equations, outputs);
    }

    /** Appends a program's equations with fresh variables; {@code scope} says what its inputs are. */
    private List<Atom> append(Program program, Map<Var, Atom> scope) {
        for (var equation : program.equations()) {
            var inputs = resolve(equation.inputs(), scope);
            var called = calls.called(equation.op());
            if (called != null) {
                Map<Var, Atom> inner = new HashMap<>();
                bind(inner, called.inputs(), inputs);
                bind(scope, equation.outputs(), append(called, inner));
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

    private static @Nullable Program any(Primitive op) {
        if (op instanceof Call call) {
            return call.program();
        }
        return op instanceof CustomCall call ? call.program() : null;
    }

    private static @Nullable Program plain(Primitive op) {
        return op instanceof Call call && call.rematerialisation().isEmpty() ? call.program() : null;
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
