package dev.haiku.rl;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * Distributions over the last axis.
 *
 * @param probs probabilities that sum to 1
 * @param logProbs their logarithms
 */
record Categorical(Tensor probs, Tensor logProbs) implements PolicyDistribution {

    static Categorical ofLogits(Tensor logits) {
        return new Categorical(Nn.softmax(logits), Nn.logSoftmax(logits));
    }

    /** {@return the distribution of weights, which are divided by their sum} */
    static Categorical ofWeights(Tensor weights) {
        var probs = weights.div(weights.sum(-1).expandDims(-1));
        return new Categorical(probs, probs.log());
    }

    @Override
    public Shape batchShape() {
        return probs.shape().subShape(0, probs.rank() - 1);
    }

    @Override
    public Tensor sample(Key key, int count) {
        return sample(key, Shape.of(count));
    }

    /** {@return samples with those leading axes; -1 where the probabilities are none} */
    Tensor sample(Key key, Shape leading) {
        var drawn = Random.categorical(key, logProbs, o -> o.shape(leading.concat(batchShape())));
        var isValid = Ops.logicalAnd(Ops.all(Ops.isFinite(probs), -1), Ops.all(probs.ge(0.0), -1));
        return Ops.where(Ops.broadcastToRank(isValid, drawn.rank()), drawn, Ops.full(Shape.SCALAR, -1, drawn.dtype()));
    }

    /** {@return the log probabilities of values, whose leading axes may be more or broadcast} */
    @Override
    public Tensor logProb(Tensor value) {
        int count = probs.dim(-1);
        var shape = Ops.broadcastShapes(value.shape(), batchShape());
        var index = value.broadcastTo(shape).expandDims(-1);
        var isOutside = value.lt(0).or(value.gt(count - 1));
        var inside = Ops.clip(index, 0, count - 1);
        var picked = Ops.takeAlongAxis(logProbs.broadcastTo(shape.concat(Shape.of(count))), inside, -1)
                .squeeze(-1);
        return Ops.where(isOutside, Double.NEGATIVE_INFINITY, picked);
    }

    Tensor entropy() {
        return expected(logProbs).neg();
    }

    /** {@return the divergence from another distribution} */
    Tensor kl(Categorical other) {
        return expected(logProbs.sub(other.logProbs));
    }

    /** {@return the entropy of this and its divergence from another distribution} */
    Tensor crossEntropy(Categorical other) {
        return kl(other).add(entropy());
    }

    /** {@return the means of numbers, which do not count where the probability is 0} */
    private Tensor expected(Tensor x) {
        var p = logProbs.exp();
        return Ops.where(p.eq(0.0), 0.0, x).mul(p).sum(-1);
    }
}
