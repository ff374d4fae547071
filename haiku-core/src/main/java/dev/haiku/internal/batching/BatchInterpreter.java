package dev.haiku.internal.batching;

import dev.haiku.ir.ControlFlow;
import dev.haiku.ir.Primitive;
import dev.haiku.tensor.Interpreter;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import java.util.List;

/** Applies primitives to stacked operands, for one run of a function; rules run under the interpreter below. */
final class BatchInterpreter implements Interpreter {

    private final int size;
    private final Interpreter below;
    private boolean finished;

    BatchInterpreter(int size, Interpreter below) {
        this.size = size;
        this.below = below;
    }

    boolean isFinished() {
        return finished;
    }

    /** Ends the run; tracers that outlive it are leaks. */
    void finish() {
        finished = true;
    }

    @Override
    public List<Tensor> bind(Primitive op, List<Tensor> inputs) {
        var operands = Operands.of(this, op, inputs);
        if (!operands.isAnyMapped()) {
            return below.bind(op, inputs);
        }
        if (op instanceof ControlFlow flow) {
            return Interpreters.with(below, () -> ControlBatching.apply(flow, operands)).stream()
                    .map(result -> result.isMapped() ? tracer(result.value()) : result.value())
                    .toList();
        }
        var results = Interpreters.with(below, () -> BatchRules.apply(op, operands));
        return results.stream().<Tensor>map(this::tracer).toList();
    }

    Tensor tracer(Tensor stacked) {
        return new BatchTracer(this, stacked);
    }

    /** {@return whether a tensor is one of this run's own} */
    boolean owns(Tensor tensor, String user) {
        if (tensor instanceof BatchTracer tracer) {
            tracer.requireRunning(user);
            return tracer.owner() == this;
        }
        return false;
    }

    int size() {
        return size;
    }
}
