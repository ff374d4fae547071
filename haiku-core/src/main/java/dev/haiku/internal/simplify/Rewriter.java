package dev.haiku.internal.simplify;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Program;
import dev.haiku.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One forward pass that applies the local rules and merges equal equations, except those with effects. */
final class Rewriter {

    /** What an equation computes, for finding equal ones. */
    private record Expression(Primitive op, List<Atom> inputs) {}

    private final Map<Var, Atom> replaced = new HashMap<>();
    private final Map<Var, Equation> definitions = new HashMap<>();
    private final Map<Expression, List<Var>> known = new HashMap<>();
    private final List<Equation> equations = new ArrayList<>();

    private Rewriter() {}

    static Program rewrite(Program program) {
        var rewriter = new Rewriter();
        program.equations().forEach(rewriter::add);
        var outputs = program.outputs().stream().map(rewriter::resolve).toList();
        return new Program(program.inputs(), rewriter.equations, outputs);
    }

    private void add(Equation original) {
        var inputs = original.inputs().stream().map(this::resolve).toList();
        var equation = applyRules(new Equation(original.op(), inputs, original.outputs()));
        var same = LocalRules.sameAs(equation);
        if (same.isPresent()) {
            replaced.put(equation.outputs().get(0), same.get());
            return;
        }
        var earlier = earlier(equation);
        if (earlier != null) {
            for (int i = 0; i < earlier.size(); i++) {
                replaced.put(equation.outputs().get(i), earlier.get(i));
            }
            return;
        }
        equation.outputs().forEach(output -> definitions.put(output, equation));
        equations.add(equation);
    }

    private @Nullable List<Var> earlier(Equation equation) {
        return equation.op().hasEffects()
                ? null
                : known.putIfAbsent(new Expression(equation.op(), equation.inputs()), equation.outputs());
    }

    private Equation applyRules(Equation equation) {
        var current = equation;
        var next = LocalRules.rewrite(current, this::definition);
        while (next.isPresent()) {
            current = next.get();
            next = LocalRules.rewrite(current, this::definition);
        }
        return current;
    }

    private Optional<Equation> definition(Atom atom) {
        return atom instanceof Var v ? Optional.ofNullable(definitions.get(v)) : Optional.empty();
    }

    private Atom resolve(Atom atom) {
        return atom instanceof Var v ? replaced.getOrDefault(v, v) : atom;
    }
}
