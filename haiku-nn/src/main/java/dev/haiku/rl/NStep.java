package dev.haiku.rl;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;

/** Returns of n steps, all at once: one pass over the sequence for each of the n rewards. */
final class NStep {

    private NStep() {}

    static Tensor returns(Tensor rT, Tensor discountT, Tensor vT, Tensor lambdas, int n) {
        int length = rT.dim(0);
        // a return of more steps than there are is one of all steps
        int steps = Math.min(n, length);
        if (length == 0) {
            return rT;
        }
        var rewards = padded(rT, steps, Ops.zeros(Shape.of(steps - 1), rT.dtype()));
        var ones = Ops.ones(Shape.of(steps - 1), rT.dtype());
        var discounts = padded(discountT, steps, ones);
        var mixing = padded(lambdas, steps, ones);
        var values = padded(vT, steps, Streams.last(vT).broadcastTo(Shape.of(steps - 1)));
        var returns = values.slice(0, steps - 1, steps - 1 + length);
        for (int i = steps - 1; i >= 0; i--) {
            var lambda = mixing.slice(0, i, i + length);
            var value = values.slice(0, i, i + length);
            var next = Ops.sub(1, lambda).mul(value).add(lambda.mul(returns));
            returns = rewards.slice(0, i, i + length)
                    .add(discounts.slice(0, i, i + length).mul(next));
        }
        return returns;
    }

    private static Tensor padded(Tensor x, int steps, Tensor padding) {
        return steps == 1 ? x : Ops.concatenate(0, x, padding);
    }
}
