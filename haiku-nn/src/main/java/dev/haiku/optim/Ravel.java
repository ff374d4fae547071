package dev.haiku.optim;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/** All elements of a tree as one vector, and back. */
final class Ravel {

    private Ravel() {}

    /** {@return the elements of all tensors, in order, in the element type to which they promote} */
    static Tensor vector(Object tree) {
        return Ops.concatenate(
                Trees.leaves(tree).stream().map(leaf -> leaf.reshape(-1)).toList(), 0);
    }

    /** {@return the tree of the structure and shapes of another one with the elements of a vector} */
    static <T> T split(Tensor vector, T like) {
        int[] start = {0};
        return Trees.map(like, (Tensor leaf) -> {
            int from = start[0];
            start[0] += Math.toIntExact(leaf.size());
            return Ops.slice(vector, 0, from, start[0]).reshape(leaf.shape());
        });
    }
}
