package dev.haiku.rl;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.tensor.Dims;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The actions of the highest preference, mixed with the uniform distribution: {@code (1 - ε)·greedy + ε/n}.
 *
 * <p>Actions of equal preference share the probability. What RLax passes to each function as {@code epsilon=} is {@code
 * policy.epsilon(x)} here, which costs nothing and may be a tensor, such as one that decreases from step to step.
 */
public final class EpsilonGreedy implements DiscreteDistribution {

    private final @Nullable Tensor epsilon;

    EpsilonGreedy(@Nullable Tensor epsilon) {
        this.epsilon = epsilon;
    }

    /** {@return the distribution with another part of uniform actions} */
    public EpsilonGreedy epsilon(double epsilon) {
        return epsilon(Tensor.scalar(DType.F64, epsilon));
    }

    /** {@return the distribution with another part of uniform actions, a scalar} */
    public EpsilonGreedy epsilon(Tensor epsilon) {
        Signature.of("epsilonGreedy").floating("epsilon", epsilon, 0);
        return new EpsilonGreedy(epsilon);
    }

    private Categorical of(Tensor preferences) {
        return Categorical.ofWeights(mixed(preferences));
    }

    private Tensor mixed(Tensor preferences) {
        if (epsilon == null) {
            throw new IllegalStateException("epsilonGreedy() has no epsilon. Make it with epsilonGreedy(0.1), or give"
                    + " one with epsilon(0.1) before each use.");
        }
        Signature.of("epsilonGreedy").floating("preferences", preferences);
        var best = preferences.eq(preferences.max(-1, Dims.KEEP)).cast(preferences.dtype());
        var greedy = best.div(best.sum(-1, Dims.KEEP));
        var part = epsilon.cast(preferences.dtype());
        return greedy.mul(Ops.sub(1, part)).add(part.div(preferences.dim(-1)));
    }

    @Override
    public Tensor sample(Key key, Tensor preferences) {
        return of(preferences).sample(key, Shape.SCALAR);
    }

    @Override
    public Tensor probs(Tensor preferences) {
        return of(preferences).probs();
    }

    @Override
    public Tensor logprob(Tensor sample, Tensor preferences) {
        Signature.of("logprob").integer("sample", sample);
        return of(preferences).logProb(sample);
    }

    @Override
    public Tensor entropy(Tensor preferences) {
        return of(preferences).entropy();
    }

    @Override
    public Tensor kl(Tensor pPreferences, Tensor qPreferences) {
        throw new UnsupportedOperationException("greedy and epsilonGreedy have no divergence, since actions may have"
                + " probability 0. Use that of softmax.");
    }
}
