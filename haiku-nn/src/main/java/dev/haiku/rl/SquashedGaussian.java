package dev.haiku.rl;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * Normal distributions squeezed into a range by tanh, with parameters that a network gives as they are.
 *
 * <p>The mean is {@code tanh(mu)} and the standard deviation {@code exp(sigmaMin + (sigmaMax - sigmaMin)·(tanh(sigma) +
 * 1)/2)}; samples are {@code tanh(u)} of a normally distributed u, moved into the range of actions if one is given.
 * Entropies and divergences are those of u.
 *
 * <p>Source: Haarnoja et al., <em>Soft actor-critic: off-policy maximum entropy deep reinforcement learning with a
 * stochastic actor</em>, 2018.
 */
public final class SquashedGaussian implements ContinuousDistribution {

    private final double sigmaMin;
    private final double sigmaMax;

    SquashedGaussian(double sigmaMin, double sigmaMax) {
        this.sigmaMin = sigmaMin;
        this.sigmaMax = sigmaMax;
    }

    private Gaussian base(Tensor mu, Tensor sigma) {
        Signature.of("squashedGaussian").floating("mu", mu).floating("sigma", sigma);
        var share = sigma.tanh().add(1).mul(0.5);
        return Gaussian.of(
                mu.tanh(), share.mul(sigmaMax - sigmaMin).add(sigmaMin).exp());
    }

    @Override
    public Tensor sample(Key key, Tensor mu, Tensor sigma) {
        return base(mu, sigma).sample(key, Shape.SCALAR).tanh();
    }

    /** {@return vectors in a range of actions} */
    public Tensor sample(Key key, Tensor mu, Tensor sigma, ActionSpec spec) {
        var range = spec.cast(mu.dtype());
        var unit = sample(key, mu, sigma).add(1).mul(0.5);
        return range.maximum().sub(range.minimum()).mul(unit).add(range.minimum());
    }

    @Override
    public Tensor prob(Tensor sample, Tensor mu, Tensor sigma) {
        return logprob(sample, mu, sigma).exp();
    }

    /** {@return the densities at vectors in a range of actions} */
    public Tensor prob(Tensor sample, Tensor mu, Tensor sigma, ActionSpec spec) {
        return logprob(sample, mu, sigma, spec).exp();
    }

    @Override
    public Tensor logprob(Tensor sample, Tensor mu, Tensor sigma) {
        Signature.of("logprob").floating("sample", sample);
        var base = base(mu, sigma);
        var u = Ops.atanh(sample);
        return base.logProb(u).sub(logSlope(u).sum(-1));
    }

    /** {@return the logarithms of the densities at vectors in a range of actions} */
    public Tensor logprob(Tensor sample, Tensor mu, Tensor sigma, ActionSpec spec) {
        Signature.of("logprob").floating("sample", sample);
        var range = spec.cast(sample.dtype());
        var size = range.maximum().sub(range.minimum());
        var unit = sample.sub(range.minimum()).div(size).mul(2).sub(1);
        var u = Ops.atanh(unit);
        var logSlope = logSlope(u).add(size.mul(0.5).log());
        return base(mu, sigma).logProb(u).sub(logSlope.sum(-1));
    }

    /** {@return log(1 - tanh(u)²), without cancellation} */
    private static Tensor logSlope(Tensor u) {
        return Ops.sub(Math.log(2), u).sub(Nn.softplus(u.mul(-2))).mul(2);
    }

    @Override
    public Tensor entropy(Tensor mu, Tensor sigma) {
        return base(mu, sigma).entropy();
    }

    @Override
    public Tensor klToStandardNormal(Tensor mu, Tensor sigma) {
        return base(mu, sigma).kl(Gaussian.standard(mu));
    }

    @Override
    public Tensor kl(Tensor mu0, Tensor sigma0, Tensor mu1, Tensor sigma1) {
        return base(mu0, sigma0).kl(base(mu1, sigma1));
    }
}
