package dev.haiku.rl;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;

/** A policy over vectors. */
record GaussianPolicy(Gaussian distribution) implements PolicyDistribution {

    @Override
    public Tensor sample(Key key, int count) {
        return distribution.sample(key, Shape.of(count));
    }

    @Override
    public Tensor logProb(Tensor actions) {
        return distribution.logProb(actions);
    }

    @Override
    public Shape batchShape() {
        var shape = distribution.mu().shape();
        return shape.subShape(0, shape.rank() - 1);
    }
}
