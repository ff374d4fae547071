package dev.haiku.rl;

import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;

/**
 * A way to turn preferences for actions, such as logits or action values, into a distribution over them.
 *
 * <p>The last axis of preferences is that of actions; all functions take further leading axes.
 */
public interface DiscreteDistribution {

    /** {@return actions, {@code i32} without the axis of actions; -1 where probabilities are not finite} */
    Tensor sample(Key key, Tensor preferences);

    /** {@return the probabilities of all actions, of the shape of the preferences} */
    Tensor probs(Tensor preferences);

    /** {@return the log probabilities of actions, -∞ of those that do not exist} */
    Tensor logprob(Tensor sample, Tensor preferences);

    /** {@return the entropies} */
    Tensor entropy(Tensor preferences);

    /**
     * {@return the divergences {@code Σ p·(log p - log q)}}
     *
     * @throws UnsupportedOperationException if the distribution gives probability 0 to actions
     */
    Tensor kl(Tensor pPreferences, Tensor qPreferences);
}
