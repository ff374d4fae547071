package dev.haiku.internal.simplify;

import dev.haiku.ir.Atom;
import dev.haiku.ir.ControlFlow.Cond;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Program;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Leaves out of scans and branches the results that nobody uses, and then the operands that they do not need any more.
 */
final class UnusedResults {

    private UnusedResults() {}

    /** {@return an equation for the used ones of the results} */
    static Equation remove(Equation equation, Set<Atom> used) {
        if (equation.op() instanceof Scan scan) {
            return remove(equation, scan, used);
        }
        if (equation.op() instanceof Cond cond) {
            return remove(equation, cond, used);
        }
        return equation;
    }

    private static Equation remove(Equation equation, Scan scan, Set<Atom> used) {
        var carries = scan.body().inputs().subList(scan.constants(), scan.constants() + scan.carries());
        Set<Integer> kept = new HashSet<>(positions(equation.outputs(), used));
        var body = withOutputs(scan.body(), kept);
        var needed = needed(body);
        // a carry that the others depend on is needed, whether its last value is used or not
        while (kept.addAll(positions(carries, needed))) {
            body = withOutputs(scan.body(), kept);
            needed = needed(body);
        }
        List<Integer> inputs = new ArrayList<>();
        int constants = 0;
        for (int i = 0; i < scan.body().inputs().size(); i++) {
            boolean isCarry = i >= scan.constants() && i < scan.constants() + scan.carries();
            if (isCarry
                    ? kept.contains(i - scan.constants())
                    : needed.contains(body.inputs().get(i))) {
                inputs.add(i);
                constants += i < scan.constants() ? 1 : 0;
            }
        }
        if (inputs.size() == scan.body().inputs().size()
                && kept.size() == equation.outputs().size()) {
            return equation;
        }
        int keptCarries = (int) kept.stream().filter(i -> i < scan.carries()).count();
        var smaller = new Scan(
                new Program(pick(body.inputs(), inputs), body.equations(), body.outputs()),
                constants,
                keptCarries,
                scan.length(),
                scan.reverse());
        return new Equation(smaller, pick(equation.inputs(), inputs), pick(equation.outputs(), sorted(kept)));
    }

    private static Equation remove(Equation equation, Cond cond, Set<Atom> used) {
        var kept = positions(equation.outputs(), used);
        var branches = cond.branches().stream()
                .map(branch -> withOutputs(branch, kept))
                .toList();
        Set<Integer> inputs = new HashSet<>();
        for (var branch : branches) {
            inputs.addAll(positions(branch.inputs(), needed(branch)));
        }
        if (inputs.size() == branches.get(0).inputs().size()
                && kept.size() == equation.outputs().size()) {
            return equation;
        }
        var order = sorted(inputs);
        var smaller = new Cond(branches.stream()
                .map(branch -> new Program(pick(branch.inputs(), order), branch.equations(), branch.outputs()))
                .toList());
        List<Atom> operands = new ArrayList<>(List.of(equation.inputs().get(0)));
        operands.addAll(pick(equation.inputs().subList(1, equation.inputs().size()), order));
        return new Equation(smaller, operands, pick(equation.outputs(), kept));
    }

    private static Program withOutputs(Program program, Iterable<Integer> kept) {
        List<Integer> order = new ArrayList<>();
        kept.forEach(order::add);
        var outputs = pick(program.outputs(), order.stream().sorted().toList());
        return DeadCode.remove(new Program(program.inputs(), program.equations(), outputs));
    }

    private static Set<Atom> needed(Program program) {
        Set<Atom> needed = new HashSet<>(program.outputs());
        program.equations().forEach(equation -> needed.addAll(equation.inputs()));
        return needed;
    }

    private static List<Integer> positions(List<Var> variables, Set<Atom> wanted) {
        return IntStream.range(0, variables.size())
                .filter(i -> wanted.contains(variables.get(i)))
                .boxed()
                .toList();
    }

    private static List<Integer> sorted(Set<Integer> positions) {
        return positions.stream().sorted().toList();
    }

    private static <T> List<T> pick(List<T> list, List<Integer> positions) {
        return positions.stream().map(list::get).toList();
    }
}
