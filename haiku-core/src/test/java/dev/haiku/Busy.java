package dev.haiku;

import static dev.haiku.Dense.fill;

import dev.haiku.array.Shape;
import dev.haiku.random.Random;
import dev.haiku.tensor.Tensor;

/** A layer that does all that a function may do in a frame: creates a parameter, draws a key, counts its calls. */
final class Busy extends LayerModule {

    static final Initializer NORMAL = (shape, dtype) -> Random.normal(Haiku.nextRngKey(), shape, dtype);

    @Override
    protected Tensor call(Tensor x) {
        var w = getParameter("w", x.shape(), NORMAL);
        var count = getState("count", Shape.SCALAR, fill(0));
        setState("count", count.add(1));
        setState("sum", x.sum());
        var noise = Random.normal(nextRngKey(), x.shape());
        return x.mul(w).add(noise);
    }
}
