package dev.haiku.rl;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Normal distributions of vectors whose elements are independent.
 *
 * <p>One that is made with a standard deviation also has functions without {@code sigma}.
 */
public final class GaussianDiagonal implements ContinuousDistribution {

    private final @Nullable Tensor fixed;

    GaussianDiagonal(@Nullable Tensor fixed) {
        this.fixed = fixed;
    }

    static GaussianDiagonal of(double sigma) {
        return new GaussianDiagonal(Tensor.scalar(DType.F64, sigma));
    }

    private Tensor sigma(Tensor mu) {
        if (fixed == null) {
            throw new IllegalStateException(
                    "gaussianDiagonal() has no sigma. Make it with gaussianDiagonal(0.5), or pass sigma after mu.");
        }
        return fixed.cast(mu.dtype());
    }

    @Override
    public Tensor sample(Key key, Tensor mu, Tensor sigma) {
        return Gaussian.of(mu, sigma).sample(key, Shape.SCALAR);
    }

    /** {@return vectors with the fixed standard deviation} */
    public Tensor sample(Key key, Tensor mu) {
        return sample(key, mu, sigma(mu));
    }

    @Override
    public Tensor prob(Tensor sample, Tensor mu, Tensor sigma) {
        return logprob(sample, mu, sigma).exp();
    }

    /** {@return the densities at vectors with the fixed standard deviation} */
    public Tensor prob(Tensor sample, Tensor mu) {
        return prob(sample, mu, sigma(mu));
    }

    @Override
    public Tensor logprob(Tensor sample, Tensor mu, Tensor sigma) {
        return Gaussian.of(mu, sigma).logProb(sample);
    }

    /** {@return the logarithms of the densities at vectors with the fixed standard deviation} */
    public Tensor logprob(Tensor sample, Tensor mu) {
        return logprob(sample, mu, sigma(mu));
    }

    @Override
    public Tensor entropy(Tensor mu, Tensor sigma) {
        return Gaussian.of(mu, sigma).entropy();
    }

    /** {@return the entropies with the fixed standard deviation} */
    public Tensor entropy(Tensor mu) {
        return entropy(mu, sigma(mu));
    }

    @Override
    public Tensor klToStandardNormal(Tensor mu, Tensor sigma) {
        return Gaussian.of(mu, sigma).kl(Gaussian.standard(mu));
    }

    /** {@return the divergences from the standard normal distribution with the fixed standard deviation} */
    public Tensor klToStandardNormal(Tensor mu) {
        return klToStandardNormal(mu, sigma(mu));
    }

    @Override
    public Tensor kl(Tensor mu0, Tensor sigma0, Tensor mu1, Tensor sigma1) {
        return Gaussian.of(mu0, sigma0).kl(Gaussian.of(mu1, sigma1));
    }
}
