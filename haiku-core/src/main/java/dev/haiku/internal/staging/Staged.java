package dev.haiku.internal.staging;

import dev.haiku.ir.Program;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * A recorded function.
 *
 * @param program the program; its first inputs are the captured tensors, the function's own inputs follow
 * @param captured tensors of the surroundings that the function used, in the order of those inputs
 */
public record Staged(Program program, List<Tensor> captured) {

    /** Copies the list. */
    public Staged {
        captured = List.copyOf(captured);
    }
}
