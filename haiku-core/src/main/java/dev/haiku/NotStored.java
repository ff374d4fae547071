package dev.haiku;

import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Tracer;

/** The tensor {@link Haiku#DO_NOT_STORE}, which stands for no value. */
final class NotStored extends Tracer {

    static final NotStored INSTANCE = new NotStored();

    private NotStored() {}

    @Override
    public TensorType type() {
        throw new IllegalStateException(why());
    }

    @Override
    protected String why() {
        return "DO_NOT_STORE has no shape, no element type and no numbers. "
                + "Where an initialiser returns it, a custom getter must supply the value.";
    }

    @Override
    public String toString() {
        return "DO_NOT_STORE";
    }
}
