package dev.haiku.optim;

import dev.haiku.array.DType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/**
 * How far RAdam trusts an average of squares.
 *
 * <p>Source: Liu et al., <em>On the variance of the adaptive learning rate and beyond</em>, 2019.
 */
final class Rectification {

    private Rectification() {}

    /** {@return the length of the average after so many steps, in steps: {@code ρ∞ - 2·t·b2^t / (1 - b2^t)}} */
    static Tensor length(Hyperparameter b2, Tensor count) {
        var decay = b2.pow(count);
        var missing = count.cast(DType.F32).mul(2).mul(decay).div(Ops.sub(1, decay));
        return limit(b2).plus(missing.neg());
    }

    /** {@return the length that the average approaches: {@code 2 / (1 - b2) - 1}} */
    private static Hyperparameter limit(Hyperparameter b2) {
        return b2.map(x -> 2 / (1 - x) - 1, x -> Ops.div(2, Ops.sub(1, x)).sub(1));
    }

    /** {@return {@code √((ρ-4)(ρ-2)ρ∞ / ((ρ∞-4)(ρ∞-2)ρ))}, which makes the variance of steps constant} */
    static Tensor factor(Hyperparameter b2, Tensor length) {
        var limit = limit(b2);
        var others = limit.map(x -> (x - 4) * (x - 2), x -> x.sub(4).mul(x.sub(2)));
        return Ops.sqrt(limit.times(length.sub(4).mul(length.sub(2))).div(others.times(length)));
    }
}
