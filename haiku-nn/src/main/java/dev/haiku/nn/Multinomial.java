package dev.haiku.nn;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** Draws from categories as a function; {@code hk.multinomial}. */
public final class Multinomial {

    private Multinomial() {}

    /**
     * {@return categories {@code i32[..., numSamples]} drawn with probabilities {@code softmax(logits)}}
     *
     * @param key the key of the random choice
     * @param logits log-probabilities up to a constant, {@code [..., categories]}
     * @param numSamples how many categories to draw for each of them, at least 1
     * @throws IllegalArgumentException if it is less
     */
    public static Tensor multinomial(Key key, Tensor logits, int numSamples) {
        if (numSamples < 1) {
            throw new IllegalArgumentException("multinomial needs numSamples >= 1, but got " + numSamples + ".");
        }
        if (numSamples == 1) {
            return Random.categorical(key, logits).expandDims(-1);
        }
        var batch = logits.shape().subShape(0, logits.rank() - 1);
        var samples = Random.categorical(
                key, logits, o -> o.shape(Shape.of(numSamples).concat(batch)));
        return Ops.moveAxis(samples, 0, -1);
    }
}
