package dev.haiku.internal.batching;

import dev.haiku.ir.TensorType;
import dev.haiku.tensor.LeakedTracerException;
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
    }

    BatchInterpreter owner() {
        return owner;
    }

    Tensor stacked() {
        return stacked;
    }

    void requireRunning(String user) {
        if (owner.isFinished()) {
            throw new LeakedTracerException("A tensor " + type() + " that vmap was mapping is used by " + user
                    + " after that ended. Return it from the function instead of storing it in a field or collection.");
        }
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
