package dev.haiku.internal.autodiff;

import dev.haiku.internal.simplify.Simplifier;
import dev.haiku.ir.Atom;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.Elementwise.Name;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Program;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which results of a program are saved, and how its residuals are computed again from those.
 *
 * @param primal gives the program's values, then what is saved
 * @param again takes the program's operands, then what is saved; gives the residuals
 * @param saved what is saved, as inputs of {@code again}
 */
record Residuals(Program primal, Program again, List<Var> saved) {

    /**
     * {@return what is saved of a linearised program}
     *
     * @param linearized the program
     * @param saves says of which steps the results are saved if they are needed
     */
    static Residuals of(LinearizedProgram linearized, Predicate<Equation> saves) {
        var program = Simplifier.withoutCalls(linearized.primal());
        List<Atom> residuals = Lists.pick(Lists.concat(program.inputs(), program.outputs()), linearized.sources());
        var split = Split.of(program, saves);
        var again = Simplifier.withoutUnused(split.again(program.inputs(), residuals));
        var used = used(again);
        var saved = split.saved().stream().filter(used::contains).toList();
        var values = program.outputs().subList(0, linearized.moving().size());
        return new Residuals(
                Simplifier.withoutUnused(new Program(program.inputs(), split.forward(), Lists.concat(values, saved))),
                new Program(Lists.concat(program.inputs(), saved), again.equations(), again.outputs()),
                saved);
    }

    private static Set<Atom> used(Program program) {
        Set<Atom> used = new HashSet<>(program.outputs());
        program.equations().forEach(equation -> used.addAll(equation.inputs()));
        return used;
    }

    /**
     * The equations of a program, once with all that may be saved as results, once without what computes it; and which variables
     * are only saved under a name.
     */
    private record Split(List<Equation> forward, List<Equation> again, List<Var> saved, Map<Atom, Var> named) {

        static Split of(Program program, Predicate<Equation> saves) {
            var split = new Split(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashMap<>());
            for (var equation : program.equations()) {
                if (saves.test(equation)) {
                    split.forward().add(equation);
                    split.saved().addAll(equation.outputs());
                    if (equation.op() instanceof Name) {
                        split.named()
                                .put(
                                        equation.inputs().get(0),
                                        equation.outputs().get(0));
                    }
                } else if (equation.op() instanceof Scan scan) {
                    split.add(equation, scan, saves);
                } else {
                    split.forward().add(equation);
                    split.again().add(equation);
                }
            }
            return split;
        }

        /** {@return the program of some results, which takes what is saved after its inputs} */
        Program again(List<Var> inputs, List<Atom> results) {
            var equations = again.stream()
                    .map(equation -> new Equation(equation.op(), known(equation.inputs()), equation.outputs()))
                    .toList();
            return new Program(Lists.concat(inputs, saved), equations, known(results));
        }

        private List<Atom> known(List<Atom> atoms) {
            return atoms.stream()
                    .map(atom -> named.containsKey(atom) ? named.get(atom) : atom)
                    .toList();
        }

        /** What each run of a loop saves is a sequence: a further result of the loop, and one that it reads the second time. */
        private void add(Equation equation, Scan scan, Predicate<Equation> saves) {
            var body = Simplifier.withoutCalls(scan.body());
            var inner = of(body, saves);
            List<Atom> results = new ArrayList<>(body.outputs());
            List<Var> outputs = new ArrayList<>(equation.outputs());
            List<Var> outputsAgain = new ArrayList<>(equation.outputs());
            List<Var> sequences = new ArrayList<>();
            for (var element : inner.saved()) {
                int known = results.subList(scan.carries(), results.size()).indexOf(element) + scan.carries();
                if (known < scan.carries()) {
                    var type = element.type();
                    sequences.add(new Var(type.withShape(type.shape().insert(0, scan.length()))));
                    results.add(element);
                    outputs.add(sequences.get(sequences.size() - 1));
                } else {
                    sequences.add(outputs.get(known));
                    outputsAgain.set(known, new Var(outputs.get(known).type()));
                }
            }
            saved.addAll(sequences);
            forward.add(new Equation(
                    scan.withPrograms(List.of(new Program(body.inputs(), inner.forward(), results))),
                    equation.inputs(),
                    outputs));
            again.add(new Equation(
                    scan.withPrograms(List.of(inner.again(body.inputs(), body.outputs()))),
                    Lists.concat(equation.inputs(), sequences),
                    outputsAgain));
        }
    }
}
