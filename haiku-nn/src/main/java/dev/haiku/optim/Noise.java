package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** A distribution of perturbations, with a density that is differentiable; for {@link Perturbations}. */
public interface Noise {

    /** The Gumbel distribution: the largest of perturbed scores is drawn from their softmax. */
    Noise GUMBEL = new Noise() {
        @Override
        public Tensor sample(Key key, Shape shape, DType dtype) {
            return Random.gumbel(key, shape, dtype);
        }

        @Override
        public Tensor logProb(Tensor x) {
            return x.neg().sub(Ops.exp(x.neg()));
        }
    };

    /** The normal distribution; its density is up to a factor. */
    Noise NORMAL = new Noise() {
        @Override
        public Tensor sample(Key key, Shape shape, DType dtype) {
            return Random.normal(key, shape, dtype);
        }

        @Override
        public Tensor logProb(Tensor x) {
            return Ops.square(x).mul(-0.5);
        }
    };

    /** {@return random numbers} */
    Tensor sample(Key key, Shape shape, DType dtype);

    /** {@return the logarithm of the density at each element, up to a constant} */
    Tensor logProb(Tensor x);
}
