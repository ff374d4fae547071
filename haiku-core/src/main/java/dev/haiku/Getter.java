package dev.haiku;

import dev.haiku.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * Changes what {@code getParameter} returns, inside {@link Haiku#customGetter}; the stored value stays.
 *
 * <p>For state whose value is a tree it is called for each tensor of it.
 */
@FunctionalInterface
public interface Getter {

    /**
     * {@return the value to return}
     *
     * @param variable what is read
     * @param value the value so far
     * @param next the next getter; the last one returns its argument
     */
    Tensor get(Variable variable, Tensor value, UnaryOperator<Tensor> next);
}
