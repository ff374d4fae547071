package dev.haiku.examples.bench;

import static dev.haiku.func.Func.jit;

import dev.haiku.array.Shape;
import dev.haiku.random.Key;
import dev.haiku.random.Random;
import dev.haiku.tensor.Tensor;

/** Functions so small that only the cost of calling them counts. */
final class SmallWorkloads {

    private static final Shape SHAPE = Shape.of(8, 8);

    private SmallWorkloads() {}

    static Workload jittedCall() {
        var keys = Key.of(0).split(2);
        var x = Random.uniform(keys.get(0), SHAPE);
        var y = Random.uniform(keys.get(1), SHAPE);
        var function = jit((Tensor a, Tensor b) -> a.matmul(b).add(a).tanh());
        return Workload.of(() -> function.apply(x, y));
    }

    static Workload eagerAddition() {
        var x = Random.uniform(Key.of(0), SHAPE);
        return Workload.of(() -> x.add(x));
    }
}
