package dev.haiku.ir;

import dev.haiku.array.HostArray;

/**
 * A constant that stands in a program, as a rule a scalar.
 *
 * @param value its value
 */
public record Literal(HostArray value) implements Atom {

    @Override
    public TensorType type() {
        return new TensorType(value.dtype(), value.shape());
    }
}
