package dev.haiku.rl;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;

/**
 * A policy that can be sampled: a distribution of actions in each state of a batch.
 *
 * <p>Policies of one's own may implement it.
 */
public interface PolicyDistribution {

    /** {@return samples {@code [count, batch..., event...]}} */
    Tensor sample(Key key, int count);

    /** {@return the log probabilities {@code [..., batch...]} of actions {@code [..., batch..., event...]}} */
    Tensor logProb(Tensor actions);

    /** {@return the shape of the batch} */
    Shape batchShape();

    /** {@return distributions over counted actions with logits {@code [batch..., n]}} */
    static PolicyDistribution categorical(Tensor logits) {
        Signature.of("categorical").floating("logits", logits);
        return Categorical.ofLogits(logits);
    }

    /**
     * {@return normal distributions over vectors whose elements are independent}
     *
     * @param mu means {@code [batch..., n]}
     * @param sigma standard deviations {@code [batch..., n]}
     */
    static PolicyDistribution gaussianDiagonal(Tensor mu, Tensor sigma) {
        return Gaussian.of(mu, sigma);
    }
}
