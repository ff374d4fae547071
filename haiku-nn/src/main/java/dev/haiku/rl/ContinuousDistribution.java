package dev.haiku.rl;

import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;

/**
 * Distributions of vectors of numbers with parameters {@code mu} and {@code sigma} for each.
 *
 * <p>The last axis is that of the vector; all functions take further leading axes, and probabilities lack the last.
 */
public interface ContinuousDistribution {

    /** {@return vectors of the shape of {@code mu}, differentiable with respect to the parameters} */
    Tensor sample(Key key, Tensor mu, Tensor sigma);

    /** {@return the densities at vectors} */
    Tensor prob(Tensor sample, Tensor mu, Tensor sigma);

    /** {@return the logarithms of the densities at vectors} */
    Tensor logprob(Tensor sample, Tensor mu, Tensor sigma);

    /** {@return the entropies} */
    Tensor entropy(Tensor mu, Tensor sigma);

    /** {@return the divergences from the standard normal distribution} */
    Tensor klToStandardNormal(Tensor mu, Tensor sigma);

    /** {@return the divergences of the distributions 0 from the distributions 1} */
    Tensor kl(Tensor mu0, Tensor sigma0, Tensor mu1, Tensor sigma1);
}
