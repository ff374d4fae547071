package dev.haiku.nn.init;

import dev.haiku.Haiku;
import dev.haiku.Initializer;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.random.Random;
import dev.haiku.tensor.Tensor;

/**
 * Draws evenly from {@code [minval, maxval)}; {@code hk.initializers.RandomUniform}.
 *
 * @param minval the lower bound, inclusive
 * @param maxval the upper bound, exclusive
 */
public record RandomUniform(double minval, double maxval) implements Initializer {

    @Override
    public Tensor init(Shape shape, DType dtype) {
        return Random.uniform(Haiku.nextRngKey(), shape, dtype, minval, maxval);
    }
}
