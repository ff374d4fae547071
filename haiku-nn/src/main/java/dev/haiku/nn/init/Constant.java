package dev.haiku.nn.init;

import dev.haiku.Initializer;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * Repeats one number; {@code hk.initializers.Constant}.
 *
 * @param value the number, which is rounded to the element type
 */
public record Constant(double value) implements Initializer {

    @Override
    public Tensor init(Shape shape, DType dtype) {
        return Ops.full(shape, value, dtype);
    }
}
