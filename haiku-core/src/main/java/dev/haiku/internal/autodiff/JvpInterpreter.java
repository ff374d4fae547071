package dev.haiku.internal.autodiff;

import dev.haiku.internal.staging.Replacement;
import dev.haiku.internal.staging.Trace;
import dev.haiku.ir.Primitive;
import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries tangents along with values, for one run of a function.
 *
 * <p>Rules run under another interpreter: in forward mode the one below, in linearisation a {@link LinearRecorder} on
 * top of it, which keeps what touches a tangent.
 */
final class JvpInterpreter implements Interpreter {

    private final Trace trace;
    private final Interpreter below;
    private final Interpreter rules;
    private final JvpRule<Primitive> programRule;

    private JvpInterpreter(
            String transformation, Interpreter below, Interpreter rules, JvpRule<Primitive> programRule) {
        this.trace = Trace.begin(transformation);
        this.below = below;
        this.rules = rules;
        this.programRule = programRule;
    }

    static JvpInterpreter forward(String transformation, Interpreter below) {
        return new JvpInterpreter(transformation, below, below, ProgramRules::jvp);
    }

    static JvpInterpreter recording(String transformation, Interpreter below, LinearRecorder recorder) {
        return new JvpInterpreter(transformation, below, recorder, ProgramRules::linearize);
    }

    String transformation() {
        return trace.transformation();
    }

    Trace trace() {
        return trace;
    }

    @Override
    public Optional<Interpreter> outer() {
        return Optional.of(below);
    }

    /** Ends the run; tracers that outlive it are leaks. */
    void finish() {
        trace.end();
    }

    Tensor lift(Dual dual) {
        return dual.moves() ? new JvpTracer(this, dual) : dual.primal();
    }

    Dual lower(Tensor tensor, String user) {
        if (tensor instanceof JvpTracer own && own.owner() == this) {
            return own.dual();
        }
        if (tensor instanceof Tracer tracer) {
            tracer.requireRunning(user);
        }
        return Dual.constant(tensor);
    }

    @Override
    public List<Tensor> bind(Primitive op, List<Tensor> inputs) {
        List<Dual> operands = new ArrayList<>(inputs.size());
        boolean moves = false;
        for (var input : inputs) {
            var dual = lower(input, op.opName());
            moves |= dual.moves();
            operands.add(dual);
        }
        if (!moves) {
            return below.bind(op, inputs);
        }
        return differentiate(op, operands).stream().map(this::lift).toList();
    }

    @Override
    public List<Tensor> bind(CustomFunction function, List<Tensor> inputs) {
        var operands =
                inputs.stream().map(input -> lower(input, "a custom function")).toList();
        var own = Replacement.in(function, this::rejectOwn);
        if (operands.stream().noneMatch(Dual::moves)) {
            return below.bind(own, inputs);
        }
        return Interpreters.with(rules, () -> CustomRules.apply(own, operands)).stream()
                .map(this::lift)
                .toList();
    }

    /** What the rule of a function knows nothing about must not move. */
    private Tensor rejectOwn(Tensor tensor) {
        if (tensor instanceof JvpTracer tracer && tracer.owner() == this) {
            throw CustomRules.closedOver(tensor);
        }
        return tensor;
    }

    private List<Dual> differentiate(Primitive op, List<Dual> operands) {
        if (ProgramRules.has(op)) {
            return Interpreters.with(rules, () -> programRule.apply(op, operands));
        }
        var rule = JvpRules.of(op);
        var results = Interpreters.with(rules, () -> rule.apply(op, operands));
        results.forEach(result -> check(op, result));
        return results;
    }

    private static void check(Primitive op, Dual result) {
        if (result.moves() && !result.d().type().equals(result.primal().type())) {
            throw new IllegalStateException("The jvp rule of " + op.opName() + " gave a tangent "
                    + result.d().type() + " for a value " + result.primal().type() + ".");
        }
    }
}
