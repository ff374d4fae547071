package dev.haiku.nn;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.function.Function;

/**
 * Adapts functions of batches to inputs with more or fewer batch axes; {@code hk.BatchApply} and {@code
 * hk.expand_apply}.
 */
public final class Batching {

    private Batching() {}

    /**
     * {@return a function that applies {@code f} to inputs with two leading axes, such as time and batch, merged into
     * one}
     */
    public static <A, R> Function<A, R> batchApply(Function<A, R> f) {
        return batchApply(f, 2);
    }

    /**
     * {@return a function that merges the first {@code numDims} axes of its inputs, applies {@code f} and splits the
     * first axis of the outputs again}
     *
     * <p>Inputs and outputs are trees. Input tensors of lower rank are passed on as they are.
     *
     * @throws IllegalArgumentException if {@code numDims < 1}; the function itself throws a {@link ShapeException} if
     *     no input has that many axes
     */
    public static <A, R> Function<A, R> batchApply(Function<A, R> f, int numDims) {
        if (numDims < 1) {
            throw new IllegalArgumentException("batchApply needs numDims >= 1, but got " + numDims + ".");
        }
        return inputs -> {
            var lead = leadingShape(inputs, numDims);
            var merged = Trees.map(inputs, x -> x.rank() < numDims ? x : x.reshape(merged(x.shape(), numDims)));
            return Trees.map(
                    f.apply(merged), y -> y.reshape(lead.concat(y.shape().subShape(1, y.rank()))));
        };
    }

    private static Shape leadingShape(Object inputs, int numDims) {
        return Trees.leaves(inputs).stream()
                .map(Tensor::shape)
                .filter(shape -> shape.rank() >= numDims)
                .map(shape -> shape.subShape(0, numDims))
                .findFirst()
                .orElseThrow(
                        () -> new ShapeException("batchApply needs at least one input of rank >= " + numDims + "."));
    }

    private static Shape merged(Shape shape, int numDims) {
        int batch = Math.toIntExact(shape.subShape(0, numDims).size());
        return Shape.of(batch).concat(shape.subShape(numDims, shape.rank()));
    }

    /** {@return a function that applies {@code f}, which wants a leading batch axis, to a single example} */
    public static <A, R> Function<A, R> expandApply(Function<A, R> f) {
        return expandApply(f, 0);
    }

    /**
     * {@return a function that inserts an axis of size 1 into its inputs, applies {@code f} and removes it from the
     * outputs}
     *
     * @param f maps trees to trees
     * @param axis 0 for the first axis, -1 for the last
     * @throws IllegalArgumentException if it is another axis
     */
    public static <A, R> Function<A, R> expandApply(Function<A, R> f, int axis) {
        if (axis != 0 && axis != -1) {
            throw new IllegalArgumentException("expandApply needs axis 0 or -1, but got " + axis + ".");
        }
        return inputs -> Trees.map(f.apply(Trees.map(inputs, x -> x.expandDims(axis))), y -> y.squeeze(axis));
    }
}
