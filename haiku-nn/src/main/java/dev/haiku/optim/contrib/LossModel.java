package dev.haiku.optim.contrib;

import dev.haiku.optim.Hyperparameter;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * A linear model of the loss around the parameters, from averages over steps; Momo goes where it reaches its least
 * value.
 *
 * @param loss the average of losses
 * @param offset the average of products of gradients and parameters
 * @param product the product of the average gradient and the parameters
 * @param squaredNorm the squared norm of the average gradient, which may be weighted
 * @param rate the largest step
 * @param weightDecay the share of parameters that is subtracted
 */
record LossModel(
        Tensor loss, Tensor offset, Tensor product, Tensor squaredNorm, Tensor rate, Hyperparameter weightDecay) {

    private static final double SMALLEST_NORM = Math.ulp(1f);

    private Tensor growth() {
        return weightDecay.times(rate).add(1);
    }

    /** {@return the share of each parameter that is subtracted} */
    Tensor shrink() {
        return weightDecay.times(rate).div(growth());
    }

    /** {@return the step to the least value, 0 where the gradient vanishes} */
    Tensor step(Tensor bound) {
        var gap = growth().mul(loss.sub(bound).sub(offset)).add(product);
        return Ops.where(
                squaredNorm.le(SMALLEST_NORM), 0.0, Ops.maximum(gap, 0.0).div(squaredNorm));
    }

    /** {@return a least value that the model can reach, where the last one was too high} */
    Tensor lowerBound(Tensor last, Hyperparameter least, Tensor correction) {
        var cap = growth().mul(loss.sub(offset)).add(product);
        var reachable = least.max(cap.div(correction.mul(growth()).mul(2)));
        return Ops.where(cap.lt(growth().mul(correction).mul(last)), reachable, last);
    }

    /** {@return the least value for the next step: that of the model after this one} */
    Tensor nextBound(Tensor step, Hyperparameter least, Tensor correction) {
        var reached = loss.add(product).sub(offset).sub(step.mul(squaredNorm).mul(0.5));
        return least.max(reached.div(correction));
    }
}
