package dev.haiku.internal.staging;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.LeakedTracerException;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Records the primitives of one run of a function as a program; used once and by one thread. */
final class StagingInterpreter implements Interpreter {

    private final String transformation;
    private final List<Var> inputs = new ArrayList<>();
    private final List<Equation> equations = new ArrayList<>();
    private final Map<Tensor, Var> captures = new IdentityHashMap<>();
    private final List<Tensor> captured = new ArrayList<>();
    private final List<Var> capturedInputs = new ArrayList<>();
    private boolean finished;

    StagingInterpreter(String transformation) {
        this.transformation = transformation;
    }

    String transformation() {
        return transformation;
    }

    boolean isFinished() {
        return finished;
    }

    Tensor input(TensorType type) {
        var variable = new Var(type);
        inputs.add(variable);
        return new StagedTracer(this, variable);
    }

    @Override
    public List<Tensor> bind(Primitive op, List<Tensor> operands) {
        requireRunning(op.opName());
        var atoms = operands.stream().map(this::atom).toList();
        var types = op.outputTypes(atoms.stream().map(Atom::type).toList());
        var results = types.stream().map(Var::new).toList();
        equations.add(new Equation(op, atoms, results));
        return results.stream()
                .<Tensor>map(result -> new StagedTracer(this, result))
                .toList();
    }

    /** Ends the recording; tracers that outlive it are leaks. */
    Staged finish(List<Tensor> results) {
        var outputs = results.stream().map(this::atom).toList();
        finished = true;
        var allInputs = new ArrayList<>(capturedInputs);
        allInputs.addAll(inputs);
        return new Staged(new Program(allInputs, equations, outputs), List.copyOf(captured));
    }

    /** Ends a recording that failed. */
    void abandon() {
        finished = true;
    }

    private Atom atom(Tensor tensor) {
        if (tensor instanceof StagedTracer staged) {
            if (staged.owner() == this) {
                return staged.variable();
            }
            staged.owner().requireRunning("another transformation");
        }
        if (!(tensor instanceof Tracer) && tensor.shape().rank() == 0) {
            return new Literal(tensor.toHost());
        }
        return captures.computeIfAbsent(tensor, this::capture);
    }

    private Var capture(Tensor tensor) {
        var variable = new Var(tensor.type());
        captured.add(tensor);
        capturedInputs.add(variable);
        return variable;
    }

    private void requireRunning(String user) {
        if (finished) {
            throw new LeakedTracerException(
                    "A tensor that " + transformation + " staged was used by " + user
                            + " after the staging ended. Return it from the function instead of storing it in a field or collection.");
        }
    }
}
