package dev.haiku.nn.init;

import dev.haiku.Haiku;
import dev.haiku.Initializer;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.random.Random;
import dev.haiku.tensor.Tensor;

/**
 * Draws from a normal distribution; {@code hk.initializers.RandomNormal}.
 *
 * @param stddev the standard deviation
 * @param mean the mean
 */
public record RandomNormal(double stddev, double mean) implements Initializer {

    @Override
    public Tensor init(Shape shape, DType dtype) {
        var noise = Random.normal(Haiku.nextRngKey(), shape, dtype);
        return noise.mul(stddev).add(mean);
    }
}
