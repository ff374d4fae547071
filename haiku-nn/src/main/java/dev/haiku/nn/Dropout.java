package dev.haiku.nn;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Tensor;

/**
 * Dropout as a function; Haiku's {@code hk.dropout}.
 *
 * <p>There is no training flag: leave the call out where nothing should be dropped. Inside a transformed function the
 * key usually is {@code Haiku.nextRngKey()}.
 *
 * <p>Source: Srivastava et al., <em>Dropout: a simple way to prevent neural networks from overfitting</em>, 2014.
 */
public final class Dropout {

    private Dropout() {}

    /**
     * {@return {@code x} with each element set to zero with probability {@code rate} and the others divided by {@code 1
     * - rate}}
     *
     * @param key the key of the random choice
     * @param rate in {@code [0, 1)}; 0 returns {@code x}
     * @param x any floating-point tensor
     * @throws IllegalArgumentException if the rate is out of range
     */
    public static Tensor dropout(Key key, double rate, Tensor x) {
        return dropout(key, rate, x, new int[0]);
    }

    /**
     * {@return {@code x} with parts set to zero: elements that differ only along {@code broadcastDims} are kept or
     * dropped together}
     *
     * @param key the key of the random choice
     * @param rate in {@code [0, 1)}; 0 returns {@code x}
     * @param x any floating-point tensor
     * @param broadcastDims axes; negative ones count from the end
     * @throws IllegalArgumentException if the rate is out of range
     * @throws dev.haiku.array.ShapeException if there is no such axis
     */
    public static Tensor dropout(Key key, double rate, Tensor x, int... broadcastDims) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout needs a rate in [0, 1), but got " + rate + ".");
        }
        if (rate == 0) {
            return x;
        }
        double keepRate = 1 - rate;
        var keep = Random.bernoulli(key, keepRate, choices(x.shape(), broadcastDims));
        return x.mul(keep).div(keepRate);
    }

    private static Shape choices(Shape shape, int... broadcastDims) {
        var choices = shape;
        for (int axis : broadcastDims) {
            choices = choices.with(axis, 1);
        }
        return choices;
    }
}
