package dev.haiku.rl;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * Normal distributions of vectors along the last axis, whose elements are independent.
 *
 * @param mu means
 * @param sigma standard deviations, of the same shape
 */
record Gaussian(Tensor mu, Tensor sigma) implements PolicyDistribution {

    private static final double HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);

    static Gaussian of(Tensor mu, Tensor sigma) {
        Signature.of("The Gaussian distribution").floating("mu", mu).floating("sigma", sigma);
        return new Gaussian(mu, Ops.onesLike(mu).mul(sigma));
    }

    static Gaussian standard(Tensor like) {
        return new Gaussian(Ops.zerosLike(like), Ops.onesLike(like));
    }

    @Override
    public Shape batchShape() {
        return mu.shape().subShape(0, mu.rank() - 1);
    }

    @Override
    public Tensor sample(Key key, int count) {
        return sample(key, Shape.of(count));
    }

    /** {@return samples with those leading axes} */
    Tensor sample(Key key, Shape leading) {
        var noise = Random.normal(key, leading.concat(mu.shape()), mu.dtype());
        return noise.mul(Ops.broadcastToRank(sigma, noise.rank())).add(Ops.broadcastToRank(mu, noise.rank()));
    }

    @Override
    public Tensor logProb(Tensor x) {
        int rank = Math.max(x.rank(), mu.rank());
        var scale = Ops.broadcastToRank(sigma, rank);
        var z = Ops.broadcastToRank(x, rank).sub(Ops.broadcastToRank(mu, rank)).div(scale);
        return z.square().mul(-0.5).sub(scale.log().add(HALF_LOG_2_PI)).sum(-1);
    }

    Tensor entropy() {
        return sigma.log().add(HALF_LOG_2_PI + 0.5).sum(-1);
    }

    Tensor kl(Gaussian other) {
        var spread = sigma.square()
                .add(mu.sub(other.mu).square())
                .div(other.sigma.square().mul(2));
        return other.sigma.log().sub(sigma.log()).add(spread).sub(0.5).sum(-1);
    }
}
