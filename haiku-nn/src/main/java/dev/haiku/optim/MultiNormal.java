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
        var noise = Random.normal(key, shape.concat(each));
        return noise.mul(Ops.exp(like(logScale, noise))).add(like(loc, noise));
    }

    /** {@return the logarithm of the density of samples {@code [..., n...]}, {@code [...]}} */
    public Tensor logProb(Tensor x) {
        var scale = like(logScale, x);
        var distance = x.sub(like(loc, x)).div(Ops.exp(scale));
        var each = Ops.square(distance).mul(-0.5).sub(scale).sub(LOG_ROOT_2_PI);
        int own = loc.shape().broadcast(logScale.shape()).rank();
        int[] axes = IntStream.rangeClosed(1, own).map(i -> -i).toArray();
        return own == 0 ? each : Ops.sum(each, axes);
    }

    /** {@return a parameter with as many axes as {@code x}} */
    private static Tensor like(Tensor parameter, Tensor x) {
        return Ops.broadcastToRank(parameter, Math.max(parameter.rank(), x.rank()));
    }
}
