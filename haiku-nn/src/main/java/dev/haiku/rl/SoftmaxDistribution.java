package dev.haiku.rl;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;

/**
 * Probabilities {@code softmax(logits / temperature)}.
 *
 * @param temperature what logits are divided by
 * @param entropyClip the part of the entropy of the uniform distribution that {@link #entropy} does not exceed
 */
record SoftmaxDistribution(double temperature, double entropyClip) implements DiscreteDistribution {

    private Categorical of(Tensor logits) {
        Signature.of("softmax").floating("logits", logits);
        return Categorical.ofLogits(logits.div(temperature));
    }

    @Override
    public Tensor sample(Key key, Tensor logits) {
        return of(logits).sample(key, Shape.SCALAR);
    }

    @Override
    public Tensor probs(Tensor logits) {
        return of(logits).probs();
    }

    @Override
    public Tensor logprob(Tensor sample, Tensor logits) {
        Signature.of("logprob").integer("sample", sample);
        return of(logits).logProb(sample);
    }

    @Override
    public Tensor entropy(Tensor logits) {
        var entropy = of(logits).entropy();
        return Double.isInfinite(entropyClip) ? entropy : entropy.minimum(entropyClip * Math.log(logits.dim(-1)));
    }

    @Override
    public Tensor kl(Tensor pLogits, Tensor qLogits) {
        return of(pLogits).kl(of(qLogits));
    }
}
