package dev.haiku.nn.init;

import dev.haiku.Haiku;
import dev.haiku.Initializer;
import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.random.Random;
import dev.haiku.tensor.Tensor;

/**
 * Draws from a normal distribution whose tails are cut off; {@code hk.initializers.TruncatedNormal}.
 *
 * <p>What remains has a smaller standard deviation than {@code stddev}: 0.88 times it if cut at ±2. {@link
 * VarianceScaling} corrects for that, this does not, as in Haiku.
 *
 * @param stddev the standard deviation before the cut
 * @param mean the mean before the cut
 * @param lower the lower cut, in standard deviations from the mean
 * @param upper the upper cut, in standard deviations from the mean
 */
public record TruncatedNormal(double stddev, double mean, double lower, double upper) implements Initializer {

    /** {@return this with other cuts, in standard deviations from the mean} */
    public TruncatedNormal bounds(double newLower, double newUpper) {
        return new TruncatedNormal(stddev, mean, newLower, newUpper);
    }

    @Override
    public Tensor init(Shape shape, DType dtype) {
        var noise = Random.truncatedNormal(Haiku.nextRngKey(), lower, upper, shape, dtype);
        return noise.mul(stddev).add(mean);
    }
}
