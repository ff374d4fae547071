package dev.haiku.optim;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Independent normal distributions, such as those from which evolution strategies draw; {@code optax.multi_normal}.
 *
 * @param loc the means
 * @param logScale the logarithms of the deviations, of a shape that broadcasts with the means
 */
public record MultiNormal(Tensor loc, Tensor logScale) {

    private static final double LOG_ROOT_2_PI = 0.5 * Math.log(2 * Math.PI);

    /** {@return samples {@code [shape..., n...]}} */
    public Tensor sample(Shape shape, Key key) {
        var each = loc.shape().broadcast(logScale.shape());
        return Random.normal(key, shape.concat(each)).mul(Ops.exp(logScale)).add(loc);
    }

    /** {@return the logarithm of the density of samples {@code [..., n...]}, {@code [...]}} */
    public Tensor logProb(Tensor x) {
        var distance = x.sub(loc).div(Ops.exp(logScale));
        var each = Ops.square(distance).mul(-0.5).sub(logScale).sub(LOG_ROOT_2_PI);
        int own = loc.shape().broadcast(logScale.shape()).rank();
        int[] axes = IntStream.rangeClosed(1, own).map(i -> -i).toArray();
        return own == 0 ? each : Ops.sum(each, axes);
    }
}
