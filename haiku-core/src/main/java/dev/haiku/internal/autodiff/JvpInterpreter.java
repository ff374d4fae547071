package dev.haiku.internal.autodiff;

import dev.haiku.ir.Primitive;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries tangents along with values, for one run of a function.
 *
 * <p>Rules run under another interpreter: in forward mode the one below, in linearisation a {@link LinearRecorder} on
 * top of it, which keeps what touches a tangent.
 */
final class JvpInterpreter implements Interpreter {

    private final String transformation;
    private final Interpreter below;
    private final Interpreter rules;
    private final JvpRule<Primitive> programRule;
    private boolean finished;

    private JvpInterpreter(
            String transformation, Interpreter below, Interpreter rules, JvpRule<Primitive> programRule) {
        this.transformation = transformation;
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
        return transformation;
    }

    boolean isFinished() {
        return finished;
    }

    /** Ends the run; tracers that outlive it are leaks. */
    void finish() {
        finished = true;
    }

    Tensor lift(Dual dual) {
        return dual.moves() ? new JvpTracer(this, dual) : dual.primal();
    }

    Dual lower(Tensor tensor, String user) {
        if (tensor instanceof JvpTracer tracer) {
            if (tracer.owner() == this) {
                return tracer.dual();
            }
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
