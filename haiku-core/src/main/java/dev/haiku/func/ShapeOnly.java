package dev.haiku.func;

import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Tracer;

/** A tensor of a result of {@link Func#evalShape}: a type without numbers. */
final class ShapeOnly extends Tracer {

    private final TensorType type;

    ShapeOnly(TensorType type) {
        this.type = type;
    }

    @Override
    public TensorType type() {
        return type;
    }

    @Override
    protected String why() {
        return "A tensor " + type + " of a result of evalShape has a type but no numbers. "
                + "Call the function itself for them.";
    }

    @Override
    public String toString() {
        return "ShapeOnly<" + type + ">";
    }
}
