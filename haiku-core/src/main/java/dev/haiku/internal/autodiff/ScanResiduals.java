package dev.haiku.internal.autodiff;

import dev.haiku.internal.simplify.Simplifier;
import dev.haiku.ir.Atom;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Program;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides how a linear scan gets each residual of its body. */
final class ScanResiduals {

    private final Scan op;
    private final LinearizedProgram body;
    private final List<Equation> fixedEquations = new ArrayList<>();
    private final Set<Atom> fixedVariables = new HashSet<>();
    private final List<Atom> hoisted = new ArrayList<>();
    private final List<Atom> outputs;
    private final List<Integer> fixed = new ArrayList<>();
    private final List<Integer> sequences = new ArrayList<>();
    private final List<Var> fixedInputs = new ArrayList<>();
    private final List<Var> sequenceInputs = new ArrayList<>();

    ScanResiduals(Scan op, LinearizedProgram body) {
        this.op = op;
        this.body = body;
        this.outputs = new ArrayList<>(
                body.primal().outputs().subList(0, op.body().outputs().size()));
        fixedVariables.addAll(body.primal().inputs().subList(0, op.constants()));
        for (var equation : body.primal().equations()) {
            if (!equation.op().hasEffects()
                    && equation.inputs().stream().allMatch(a -> a instanceof Literal || fixedVariables.contains(a))) {
                fixedEquations.add(equation);
                fixedVariables.addAll(equation.outputs());
            }
        }
    }

    ScanLinear split(MovingCarries carries) {
        for (int i = 0; i < body.sources().size(); i++) {
            place(body.sources().get(i), body.linear().inputs().get(i));
        }
        var primal = body.primal();
        return new ScanLinear(
                new Scan(
                        new Program(primal.inputs(), primal.equations(), outputs),
                        op.constants(),
                        op.carries(),
                        op.length(),
                        op.reverse()),
                Simplifier.withoutUnused(
                        new Program(primal.inputs().subList(0, op.constants()), fixedEquations, hoisted)),
                linear(carries),
                fixed,
                sequences,
                carries.operands(),
                body.moving());
    }

    private void place(int source, Var input) {
        int operands = body.primal().inputs().size();
        var atom = source < operands
                ? body.primal().inputs().get(source)
                : body.primal().outputs().get(source - operands);
        if (source < op.constants()) {
            fixed.add(source);
            fixedInputs.add(input);
        } else if (fixedVariables.contains(atom)) {
            fixed.add(op.constants() + hoisted.size());
            hoisted.add(atom);
            fixedInputs.add(input);
        } else {
            sequences.add(sequence(source, atom, operands));
            sequenceInputs.add(input);
        }
    }

    /** {@return where the sequence of a residual is: given, a result anyway, or a further result} */
    private int sequence(int source, Atom atom, int operands) {
        if (source >= op.constants() + op.carries() && source < operands) {
            return source;
        }
        int output = outputs.subList(op.carries(), outputs.size()).indexOf(atom) + op.carries();
        if (output < op.carries()) {
            output = outputs.size();
            outputs.add(atom);
        }
        return operands + output;
    }

    private Scan linear(MovingCarries carries) {
        var inputs = body.linear().inputs();
        var tangents = inputs.subList(body.sources().size(), inputs.size());
        int beforeSequences = carries.movingConstants() + carries.movingCarries();
        List<Var> ordered = new ArrayList<>(fixedInputs);
        ordered.addAll(tangents.subList(0, beforeSequences));
        ordered.addAll(sequenceInputs);
        ordered.addAll(tangents.subList(beforeSequences, tangents.size()));
        return new Scan(
                new Program(ordered, body.linear().equations(), body.linear().outputs()),
                fixedInputs.size() + carries.movingConstants(),
                carries.movingCarries(),
                op.length(),
                op.reverse());
    }
}
