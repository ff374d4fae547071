package dev.haiku.optim.contrib;

import dev.haiku.optim.TreeMath;
import dev.haiku.optim.Update;
import dev.haiku.optim.UpdateContext;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/**
 * The rule of {@link Contrib#accumulateAvgUpdates}.
 *
 * @param steps the number of gradients that make a mean
 */
record Accumulate(int steps) {

    Accumulate {
        requireSteps("accumulateAvgUpdates", steps);
    }

    static void requireSteps(String name, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(name + " needs accumulationSteps >= 1, but got " + steps + ".");
        }
    }

    AccumulateState init(Object params) {
        return new AccumulateState(Tensor.scalar(0), Tensor.scalar(false), TreeMath.zerosLike(params));
    }

    Update<Object, AccumulateState> update(Object gradients, AccumulateState state, UpdateContext context) {
        var count = state.microStep().add(1);
        var mean =
                Trees.map(gradients, state.avgGrad(), (g, a) -> a.add(g.sub(a).div(count.cast(a.dtype()))));
        var ready = count.eq(steps);
        return new Update<>(
                ExampleContributions.orZeros(ready, mean),
                new AccumulateState(
                        Ops.where(ready, 0, count), ready, ExampleContributions.orZeros(ready.not(), mean)));
    }
}
