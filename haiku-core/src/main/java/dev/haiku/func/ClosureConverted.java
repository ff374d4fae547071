package dev.haiku.func;

import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A function that gets as a further argument what it would find in its surroundings.
 *
 * @param function takes the argument and the captured tensors, or others of the same types
 * @param captured the tensors of transformations around that the function uses
 * @param <P> the argument of the function
 * @param <R> the result of the function
 */
public record ClosureConverted<P, R>(BiFunction<P, List<Tensor>, R> function, List<Tensor> captured) {

    /** Copies the list. */
    public ClosureConverted {
        captured = List.copyOf(captured);
    }
}
