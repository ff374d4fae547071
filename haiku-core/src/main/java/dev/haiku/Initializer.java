package dev.haiku;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;

/**
 * Makes the first value of a parameter.
 *
 * <p>A random one takes its key from {@link Haiku#nextRngKey()}, so that the values depend on the key given to {@code
 * init} and on the order in which parameters are created, as in Haiku.
 */
@FunctionalInterface
public interface Initializer {

    /** {@return a tensor of that shape and element type} */
    Tensor init(Shape shape, DType dtype);
}
