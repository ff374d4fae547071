package dev.haiku.internal.staging;

import dev.haiku.ir.Atom;
import dev.haiku.ir.Custom.CustomJvpCall;
import dev.haiku.ir.Custom.CustomVjpCall;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Literal;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records the primitives of one run of a function as a program; used once and by one thread. */
final class StagingInterpreter implements Interpreter {

    private final Trace trace;
    private final Interpreter outer = Interpreters.current();
    private final List<Var> inputs = new ArrayList<>();
    private final List<Equation> equations = new ArrayList<>();
    private final Map<Tensor, Var> captures = new IdentityHashMap<>();
    private final List<Tensor> captured = new ArrayList<>();
    private final List<Var> capturedInputs = new ArrayList<>();

    StagingInterpreter(String transformation) {
        this.trace = Trace.begin(transformation);
    }

    Trace trace() {
        return trace;
    }

    @Override
    public Optional<Interpreter> outer() {
        return Optional.of(outer);
    }

    Tensor input(TensorType type) {
        var variable = new Var(type);
        inputs.add(variable);
        return new StagedTracer(this, variable);
    }

    @Override
    public List<Tensor> bind(Primitive op, List<Tensor> operands) {
        var atoms = atoms(op.opName(), operands);
        var types = op.outputTypes(atoms.stream().map(Atom::type).toList());
        var results = types.stream().map(Var::new).toList();
        equations.add(new Equation(op, atoms, results));
        return results.stream()
                .<Tensor>map(result -> new StagedTracer(this, result))
                .toList();
    }

    /** Records it as a call of its program, to which what it uses of its surroundings is given as the first operands. */
    @Override
    public List<Tensor> bind(CustomFunction function, List<Tensor> operands) {
        var types = operands.stream().map(Tensor::type).toList();
        var staged = Staging.stageWithCaptures(trace.transformation(), types, function::apply);
        var closed = staged.captured().isEmpty() ? function : ClosedFunction.of(function, staged.captured());
        List<Tensor> all = new ArrayList<>(staged.captured());
        all.addAll(operands);
        return bind(
                closed instanceof CustomFunction.WithJvp
                        ? new CustomJvpCall(staged.program(), closed)
                        : new CustomVjpCall(staged.program(), closed),
                all);
    }

    /** Ends the recording; tracers that outlive it are leaks. */
    Staged finish(List<Tensor> results) {
        var outputs = atoms("the result of " + trace.transformation(), results);
        trace.end();
        var allInputs = new ArrayList<>(capturedInputs);
        allInputs.addAll(inputs);
        return new Staged(new Program(allInputs, equations, outputs), List.copyOf(captured));
    }

    /** Ends a recording that failed. */
    void abandon() {
        trace.end();
    }

    private List<Atom> atoms(String user, List<Tensor> tensors) {
        return tensors.stream().map(tensor -> atom(user, tensor)).toList();
    }

    private Atom atom(String user, Tensor tensor) {
        if (tensor instanceof Tracer tracer) {
            tracer.requireRunning(user);
        }
        if (tensor instanceof StagedTracer staged && staged.owner() == this) {
            return staged.variable();
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
}
