package dev.haiku.nn.init;

import dev.haiku.Initializer;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;

/**
 * Draws evenly from {@code ±scale·sqrt(3 / n)}, {@code n} being the product of all axes but the last; {@code
 * hk.initializers.UniformScaling}.
 *
 * <p>Source: Sussillo and Abbott, <em>Random walk initialization for training very deep feedforward networks</em>,
 * 2014.
 *
 * @param scale the standard deviation of the output of a layer whose input has variance 1
 */
public record UniformScaling(double scale) implements Initializer {

    @Override
    public Tensor init(Shape shape, DType dtype) {
        long inputSize = shape.subShape(0, Math.max(shape.rank() - 1, 0)).size();
        double limit = Math.sqrt(3.0 / inputSize) * scale;
        return new RandomUniform(-limit, limit).init(shape, dtype);
    }
}
