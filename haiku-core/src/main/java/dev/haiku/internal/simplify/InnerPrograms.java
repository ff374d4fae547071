package dev.haiku.internal.simplify;

import dev.haiku.ir.ControlFlow;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Program;
import java.util.IdentityHashMap;
import java.util.Map;

/** Simplifies the bodies of loops and the branches of choices; equal ones stay equal. */
final class InnerPrograms {

    private final Map<Program, Program> simplified = new IdentityHashMap<>();

    private InnerPrograms() {}

    static Program simplify(Program program) {
        if (program.equations().stream().noneMatch(equation -> equation.op() instanceof ControlFlow)) {
            return program;
        }
        var inner = new InnerPrograms();
        var equations = program.equations().stream().map(inner::simplify).toList();
        return new Program(program.inputs(), equations, program.outputs());
    }

    private Equation simplify(Equation equation) {
        if (!(equation.op() instanceof ControlFlow flow)) {
            return equation;
        }
        var programs = flow.programs().stream()
                .map(program -> simplified.computeIfAbsent(program, Simplifier::simplify))
                .toList();
        return new Equation(flow.withPrograms(programs), equation.inputs(), equation.outputs());
    }
}
