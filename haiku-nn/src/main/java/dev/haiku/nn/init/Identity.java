package dev.haiku.nn.init;

import dev.haiku.Initializer;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * Gives identity matrices over the last two axes, repeated along the others; {@code hk.initializers.Identity}.
 *
 * @param gain the number on the diagonal
 */
public record Identity(double gain) implements Initializer {

    /**
     * {@return ones times the gain on the diagonal of the last two axes}
     *
     * @throws ShapeException if the shape has fewer than two axes
     */
    @Override
    public Tensor init(Shape shape, DType dtype) {
        if (shape.rank() < 2) {
            throw new ShapeException(
                    "The identity initialiser needs a shape of at least 2 axes, but got " + shape + ".");
        }
        return Ops.eye(shape.dim(-2), shape.dim(-1), 0, dtype)
                .broadcastTo(shape)
                .mul(Ops.full(Shape.SCALAR, gain, dtype));
    }
}
