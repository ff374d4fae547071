package dev.haiku.precision;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;

/** What training in mixed precision needs besides policies; the functions of jmp. */
public final class Precision {

    private Precision() {}

    /** {@return the tree with its floating-point tensors as {@code f32}} */
    public static <T> T castToFull(T tree) {
        return Policy.cast(tree, DType.F32);
    }

    /** {@return the tree with its floating-point tensors as {@code f16}} */
    public static <T> T castToHalf(T tree) {
        return Policy.cast(tree, DType.F16);
    }

    /** {@return whether all numbers of a tree are finite, a scalar of {@code bool}} */
    public static Tensor allFinite(Object tree) {
        return Trees.leaves(tree).stream()
                .filter(leaf -> leaf.dtype().isFloating())
                .map(leaf -> Ops.all(Ops.isFinite(leaf)))
                .reduce(Tensor::and)
                .orElseGet(() -> Tensor.scalar(true));
    }

    /**
     * {@return the first tree where the condition holds, else the second}
     *
     * <p>Such as the parameters after a step, or those before it where gradients were not finite.
     *
     * @param condition a scalar of {@code bool}
     * @throws IllegalArgumentException if the condition is not one, or the trees differ in structure
     */
    public static <T> T selectTree(Tensor condition, T onTrue, T onFalse) {
        requireCondition("selectTree", condition);
        return Trees.map(onTrue, onFalse, (a, b) -> Ops.where(condition, a, b));
    }

    static void requireCondition(String what, Tensor condition) {
        if (!condition.dtype().isBool() || !condition.shape().equals(Shape.SCALAR)) {
            throw new IllegalArgumentException(what + " needs a scalar bool[], but got " + condition.type()
                    + ". Reduce a comparison with all(), or use allFinite.");
        }
    }
}
