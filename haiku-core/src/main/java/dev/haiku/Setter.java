package dev.haiku;

import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * Changes what {@code setState} stores, inside {@link Haiku#customSetter}.
 *
 * <p>For a value that is a tree it is called for each tensor of it.
 */
@FunctionalInterface
public interface Setter {

    /**
     * {@return the value to store}
     *
     * @param variable what is set, with shape and element type of the given value
     * @param value the value so far
     * @param next the next setter; the last one returns its argument
     */
    Tensor set(Variable variable, Tensor value, UnaryOperator<Tensor> next);
}
