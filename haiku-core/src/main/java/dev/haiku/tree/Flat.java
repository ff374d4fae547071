package dev.haiku.tree;

import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * A tree taken apart.
 *
 * @param leaves its tensors, in order
 * @param def everything else
 */
public record Flat(List<Tensor> leaves, TreeDef def) {

    /** Copies the list. */
    public Flat {
        leaves = List.copyOf(leaves);
    }
}
