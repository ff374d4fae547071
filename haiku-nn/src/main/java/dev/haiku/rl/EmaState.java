package dev.haiku.rl;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * Moving averages of the tensors of a tree.
 *
 * @param mu the averages of means, a scalar for each tensor
 * @param nu the averages of means of squares
 * @param decayProduct how much of the zeros of the beginning is left, a scalar
 * @param <T> the tree
 */
public record EmaState<T>(T mu, T nu, Tensor decayProduct) {

    /** {@return means and variances, in which the zeros of the beginning do not count} */
    public EmaMoments<T> debiasedMoments() {
        var part = Ops.sub(1, decayProduct);
        var debias = part.maximum(part.dtype().finfo().tiny()).reciprocal();
        T mean = Trees.map(mu, (Tensor m) -> m.mul(debias));
        return new EmaMoments<>(
                mean,
                Trees.map(nu, mean, (n, m) -> n.mul(debias).sub(m.square()).maximum(0.0)));
    }
}
