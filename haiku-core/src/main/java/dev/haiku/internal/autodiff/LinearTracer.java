package dev.haiku.internal.autodiff;

import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Tracer;

/** A variable of a linear map that is being recorded. */
final class LinearTracer extends Tracer {

    private final LinearRecorder owner;
    private final int index;
    private final TensorType type;

    LinearTracer(LinearRecorder owner, int index, TensorType type) {
        this.owner = owner;
        this.index = index;
        this.type = type;
    }

    LinearRecorder owner() {
        return owner;
    }

    /** {@return its number among the variables of the map} */
    int index() {
        return index;
    }

    @Override
    public TensorType type() {
        return type;
    }

    @Override
    protected String why() {
        return "The numbers of a tensor " + type + " are not known, since a linear function of it is being recorded. "
                + "A linear function must not depend on them.";
    }
}
