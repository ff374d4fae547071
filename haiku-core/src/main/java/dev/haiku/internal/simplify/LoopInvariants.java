package dev.haiku.internal.simplify;

import dev.haiku.ir.Atom;
import dev.haiku.ir.ControlFlow;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Program;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Moves what a scan computes from its constants alone in front of it, so that it is computed once. */
final class LoopInvariants {

    private LoopInvariants() {}

    static Program hoist(Program program) {
        List<Equation> equations = new ArrayList<>();
        for (var equation : program.equations()) {
            equations.add(
                    equation.op() instanceof Scan scan && scan.length() > 1
                            ? new Split(scan, equation, equations).rest()
                            : equation);
        }
        boolean isSame = equations.size() == program.equations().size();
        return isSame ? program : new Program(program.inputs(), equations, program.outputs());
    }

    /** One scan of which a part is moved. */
    private static final class Split {

        private final Scan scan;
        private final Equation equation;
        private final List<Equation> before;
        private final Map<Atom, Equation> fillings = new HashMap<>();
        private final Map<Atom, Atom> outside = new HashMap<>();
        private final List<Var> moved = new ArrayList<>();
        private final List<Equation> staying = new ArrayList<>();

        Split(Scan scan, Equation equation, List<Equation> before) {
            this.scan = scan;
            this.equation = equation;
            this.before = before;
            for (int i = 0; i < scan.constants(); i++) {
                outside.put(scan.body().inputs().get(i), equation.inputs().get(i));
            }
            scan.body().equations().forEach(this::place);
        }

        private void place(Equation step) {
            if (step.op().hasEffects()) {
                staying.add(step);
            } else if (step.inputs().stream().allMatch(Literal.class::isInstance)) {
                fillings.put(step.outputs().get(0), step); // moves only as an operand of what depends on constants
                staying.add(step);
            } else if (!(step.op() instanceof ControlFlow)
                    && step.inputs().stream().allMatch(this::isKnown)) {
                step.outputs().forEach(moved::add);
                copy(step);
            } else {
                staying.add(step);
            }
        }

        private boolean isKnown(Atom atom) {
            return atom instanceof Literal || outside.containsKey(atom) || fillings.containsKey(atom);
        }

        private void copy(Equation step) {
            var inputs = step.inputs().stream().map(this::outside).toList();
            var outputs = step.outputs().stream().map(v -> new Var(v.type())).toList();
            for (int i = 0; i < outputs.size(); i++) {
                outside.put(step.outputs().get(i), outputs.get(i));
            }
            before.add(new Equation(step.op(), inputs, outputs));
        }

        private Atom outside(Atom atom) {
            var filling = fillings.get(atom);
            if (filling != null && !outside.containsKey(atom)) {
                copy(filling);
            }
            return outside.getOrDefault(atom, atom);
        }

        /** {@return what stays of the scan, with what has been moved as further constants} */
        Equation rest() {
            var body = scan.body();
            Set<Atom> used = new HashSet<>(body.outputs());
            staying.forEach(step -> used.addAll(step.inputs()));
            moved.removeIf(variable -> !used.contains(variable));
            List<Var> inputs = new ArrayList<>(body.inputs());
            inputs.addAll(scan.constants(), moved);
            List<Atom> operands = new ArrayList<>(equation.inputs());
            operands.addAll(scan.constants(), moved.stream().map(outside::get).toList());
            var smaller = new Scan(
                    new Program(inputs, staying, body.outputs()),
                    scan.constants() + moved.size(),
                    scan.carries(),
                    scan.length(),
                    scan.reverse());
            return new Equation(smaller, operands, equation.outputs());
        }
    }
}
