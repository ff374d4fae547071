package dev.haiku.internal.exec;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Callback;
import dev.haiku.ir.ControlFlow;
import dev.haiku.ir.Elementwise;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Program;
import dev.haiku.ir.Structural.Reshape;
import dev.haiku.ir.Var;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is decided about a program before it runs: what is computed once and for all, which variables share memory, which
 * equations need a kernel, where each result comes from.
 */
final class Plan {

    private final Program program;
    private final Map<Atom, ArrayTensor> constants = new HashMap<>();
    private final Map<Var, Var> roots = new HashMap<>();
    private final List<Equation> steps = new ArrayList<>();
    private final Set<Var> returned = new HashSet<>();

    private Plan(Program program) {
        this.program = program;
    }

    static Plan of(Program simplified) {
        var plan = new Plan(simplified);
        simplified.equations().forEach(plan::place);
        simplified.outputs().forEach(plan::markReturned);
        return plan;
    }

    private void place(Equation equation) {
        equation.inputs().forEach(this::placeLiteral);
        if (isConstant(equation)) {
            evaluate(equation);
        } else if (sharesMemory(equation)) {
            roots.put(equation.outputs().get(0), root((Var) equation.inputs().get(0)));
        } else {
            steps.add(equation);
        }
    }

    /**
     * Loops are not computed beforehand, however constant, since nobody knows how long they take, nor are callbacks,
     * since nobody knows what they do.
     */
    private boolean isConstant(Equation equation) {
        return !(equation.op() instanceof ControlFlow)
                && !(equation.op() instanceof Callback)
                && equation.inputs().stream().allMatch(constants::containsKey);
    }

    /** Equations of constants alone are computed now. */
    private void evaluate(Equation equation) {
        List<Tensor> inputs =
                equation.inputs().stream().<Tensor>map(constants::get).toList();
        var results = Interpreters.backend().bind(equation.op(), inputs);
        for (int i = 0; i < results.size(); i++) {
            constants.put(equation.outputs().get(i), (ArrayTensor) results.get(i));
        }
    }

    private void placeLiteral(Atom atom) {
        if (atom instanceof Literal literal) {
            constants.computeIfAbsent(
                    literal, key -> (ArrayTensor) Interpreters.backend().constant(literal.value()));
        }
    }

    private static boolean sharesMemory(Equation equation) {
        return equation.op() instanceof Reshape
                || equation.op() instanceof Elementwise.Bitcast
                || equation.op() instanceof Elementwise.OptimizationBarrier;
    }

    private void markReturned(Atom output) {
        placeLiteral(output);
        if (output instanceof Var v
                && !constants.containsKey(v)
                && !program.inputs().contains(root(v))) {
            returned.add(root(v));
        }
    }

    /** {@return the program} */
    Program program() {
        return program;
    }

    /** {@return the constants: literals, and variables that depend on nothing else} */
    Map<Atom, ArrayTensor> constants() {
        return constants;
    }

    /** {@return the equations that run, in order} */
    List<Equation> steps() {
        return steps;
    }

    /** {@return the variable whose memory a variable uses} */
    Var root(Var variable) {
        return roots.getOrDefault(variable, variable);
    }

    /** {@return whether a root is a result and gets fresh memory in each run} */
    boolean isReturned(Var root) {
        return returned.contains(root);
    }
}
