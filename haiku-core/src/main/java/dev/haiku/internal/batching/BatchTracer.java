package dev.haiku.internal.batching;

import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import java.util.List;

/** One of many tensors of the same type, which lie stacked along the first axis of another. */
final class BatchTracer extends Tracer {

    private final BatchInterpreter owner;
    private final Tensor stacked;

    BatchTracer(BatchInterpreter owner, Tensor stacked) {
        this.owner = owner;
        this.stacked = stacked;
        owner.trace().made(this);
    }

    BatchInterpreter owner() {
        return owner;
    }

    Tensor stacked() {
        return stacked;
    }

    @Override
    public void requireRunning(String user) {
        owner.trace().requireRunning(this, user);
    }

    @Override
    public TensorType type() {
        return stacked.type().withShape(stacked.shape().remove(List.of(0)));
    }

    @Override
    protected String why() {
        return "A tensor " + type() + " has a different value for each index of the axis that vmap maps."
                + " Choose between results with Ops.where or Control.cond, or take the value out of the mapped function.";
    }
}
