package dev.haiku.ir;

import java.util.HashSet;
import java.util.Set;

/** Tells whether a program is well formed: every variable assigned once before its use, every equation of the right types. */
public final class ProgramChecker {

    private ProgramChecker() {}

    /**
     * Checks a program and those that it calls.
     *
     * @throws IllegalArgumentException naming the first equation that is wrong
     */
    public static void check(Program program) {
        Set<Var> assigned = new HashSet<>();
        program.inputs().forEach(input -> assign(assigned, input, "an input", program));
        for (var equation : program.equations()) {
            checkEquation(equation, assigned, program);
        }
        program.outputs().forEach(output -> use(assigned, output, "a result", program));
    }

    private static void checkEquation(Equation equation, Set<Var> assigned, Program program) {
        var where = "equation '" + equation.op().opName() + "'";
        equation.inputs().forEach(input -> use(assigned, input, where, program));
        var inferred = equation.op()
                .outputTypes(equation.inputs().stream().map(Atom::type).toList());
        var declared = equation.outputs().stream().map(Var::type).toList();
        require(inferred.equals(declared), where + " gives " + inferred + ", but declares " + declared, program);
        equation.outputs().forEach(output -> assign(assigned, output, where, program));
        equation.op().programs().forEach(ProgramChecker::check);
    }

    private static void use(Set<Var> assigned, Atom atom, String where, Program program) {
        require(!(atom instanceof Var v) || assigned.contains(v), where + " uses an unassigned variable", program);
    }

    private static void assign(Set<Var> assigned, Var variable, String where, Program program) {
        require(assigned.add(variable), where + " assigns a variable again", program);
    }

    private static void require(boolean condition, String fact, Program program) {
        if (!condition) {
            throw new IllegalArgumentException("Malformed program: " + fact + ".\n" + program);
        }
    }
}
