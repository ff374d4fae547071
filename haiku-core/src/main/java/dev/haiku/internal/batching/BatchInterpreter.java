package dev.haiku.internal.batching;

import dev.haiku.internal.staging.NamedAxis;
import dev.haiku.internal.staging.Trace;
import dev.haiku.ir.Collective;
import dev.haiku.ir.Primitive;
import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import java.util.List;
import java.util.Optional;

/** Applies primitives to stacked operands, for one run of a function; rules run under the interpreter below. */
final class BatchInterpreter implements Interpreter, NamedAxis {

    private final BatchAxis axis;
    private final Interpreter below;
    private final BatchInterpreter family;
    private final Trace trace = Trace.begin("vmap");

    BatchInterpreter(BatchAxis axis, Interpreter below) {
        this.axis = axis;
        this.below = below;
        this.family = this;
    }

    /** Continues another one's run on top of an interpreter, and knows its tensors as mapped. */
    private BatchInterpreter(BatchInterpreter parent, Interpreter below) {
        this.axis = parent.axis;
        this.below = below;
        this.family = parent.family;
    }

    Trace trace() {
        return trace;
    }

    @Override
    public String axisName() {
        return axis.name();
    }

    @Override
    public int axisSize() {
        return axis.size();
    }

    @Override
    public Optional<Interpreter> outer() {
        return Optional.of(below);
    }

    /** Ends the run; tracers that outlive it are leaks. */
    void finish() {
        trace.end();
    }

    @Override
    public List<Tensor> bind(Primitive op, List<Tensor> inputs) {
        var operands = Operands.of(this, op, inputs);
        boolean runsOverAxis = op.axisNames().contains(axis.name());
        if (!operands.isAnyMapped() && !runsOverAxis) {
            return below.bind(op, inputs);
        }
        if (runsOverAxis && op instanceof Collective collective) {
            return List.of(result(Interpreters.with(below, () -> CollectiveBatching.resolve(collective, operands))));
        }
        if (ControlBatching.has(op)) {
            return Interpreters.with(below, () -> ControlBatching.apply(op, operands)).stream()
                    .map(this::result)
                    .toList();
        }
        var results = Interpreters.with(below, () -> BatchRules.apply(op, operands));
        return results.stream().<Tensor>map(this::tracer).toList();
    }

    @Override
    public List<Tensor> bind(CustomFunction function, List<Tensor> inputs) {
        var operands = Operands.of(this, "a custom function", inputs);
        var batched = BatchedFunction.of(
                function, () -> new BatchInterpreter(this, Interpreters.current()), axis.size(), operands.mapped());
        var results = below.bind(batched.asFunction(), operands.values());
        return batched.results(results).stream().map(this::result).toList();
    }

    private Tensor result(Batching.Result result) {
        return result.isMapped() ? tracer(result.value()) : result.value();
    }

    Tensor tracer(Tensor stacked) {
        return new BatchTracer(this, stacked);
    }

    /** {@return whether a tensor is one of this run's own} */
    boolean owns(Tensor tensor, String user) {
        if (tensor instanceof BatchTracer mapped && mapped.owner() != this && mapped.owner().family == family) {
            return true; // left by the run that this one continues, in the surroundings of a function
        }
        if (tensor instanceof Tracer tracer) {
            tracer.requireRunning(user);
        }
        return tensor instanceof BatchTracer mapped && mapped.owner() == this;
    }

    BatchAxis axis() {
        return axis;
    }
}
