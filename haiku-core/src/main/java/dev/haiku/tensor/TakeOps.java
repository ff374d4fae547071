package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.Shape;
import dev.haiku.ir.Indexing.Axes;
import dev.haiku.ir.Indexing.Combine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The part of {@link Ops} that reads and writes at positions along one axis. */
abstract class TakeOps extends IndexingOps {

    TakeOps() {}

    /** {@return the elements at positions in row-major order; out of range ones give NaN, see {@link #take(Tensor, Tensor, int)}} */
    public static Tensor take(Tensor x, Tensor indices) {
        return take(ravel(x), indices, 0);
    }

    /**
     * {@return the parts at positions of an axis: the axis is replaced by those of {@code indices}}
     *
     * <p>Negative positions count from the end; out of range ones give NaN, of integer types the smallest (unsigned: largest) value.
     *
     * @throws dev.haiku.array.ShapeException if the indices are no integers or the axis is empty
     */
    public static Tensor take(Tensor x, Tensor indices, int axis) {
        return take(x, indices, axis, IndexMode.FILL);
    }

    /**
     * {@return the parts at positions of an axis; the mode says what happens to those out of range}
     *
     * <p>{@link IndexMode#CLIP} makes negative positions 0; in the other modes they count from the end.
     */
    public static Tensor take(Tensor x, Tensor indices, int axis, IndexMode mode) {
        int normal = Operands.axis("take", axis, x.shape());
        checkIndices("take", indices);
        var wide = Operands.wideIndices(indices);
        return taken(x, mode == IndexMode.CLIP ? wide : mode.normalized(wide, x.dim(normal)), normal, mode);
    }

    /** {@return the parts at positions of an axis; out of range ones give a number} */
    public static Tensor take(Tensor x, Tensor indices, int axis, double fillValue) {
        int normal = Operands.axis("take", axis, x.shape());
        var positions = wrapped("take", indices, x, normal);
        var inRange = expandDims(within(positions, x.dim(normal)), trailing(positions.rank(), x.rank() - normal - 1));
        var part = taken(x, positions, normal, IndexMode.CLIP);
        return where(RearrangeOps.broadcastToRank(inRange, part.rank()), part, Tensor.scalar(x.dtype(), fillValue));
    }

    private static int[] trailing(int rank, int count) {
        return Operands.array(Operands.range(rank, rank + count));
    }

    private static Tensor within(Tensor positions, int size) {
        return positions.ge(0).and(positions.lt(size));
    }

    private static Tensor taken(Tensor x, Tensor positions, int axis, IndexMode mode) {
        return take("take", x, positions, axis, mode.primitive());
    }

    /** {@return the element for each index in row-major order; indices are a vector} */
    public static Tensor takeAlongAxis(Tensor x, Tensor indices) {
        return takeAlongAxis(ravel(x), indices, 0);
    }

    /**
     * {@return one element for each index: {@code x[i, ..., indices[i, ..., j], ...]}, with all other axes paired}
     *
     * <p>Axes of size 1 other than {@code axis} broadcast. Negative positions count from the end, out of range ones give NaN.
     *
     * @throws dev.haiku.array.ShapeException if the ranks differ, the other axes do not fit or the indices are no integers
     */
    public static Tensor takeAlongAxis(Tensor x, Tensor indices, int axis) {
        return takeAlongAxis(x, indices, axis, IndexMode.FILL);
    }

    /** {@return one element for each index along an axis; the mode says what happens to those out of range} */
    public static Tensor takeAlongAxis(Tensor x, Tensor indices, int axis, IndexMode mode) {
        var pairing = Pairing.of("takeAlongAxis", x, indices, axis, mode);
        if (pairing.positions().size() == 0) {
            return zeros(pairing.positions().shape(), x.dtype());
        }
        check(x.dim(pairing.axis()) > 0, "takeAlongAxis", "axis " + axis + " of shape " + x.shape() + " is empty.");
        return gather(
                pairing.tensor(),
                expandDims(pairing.positions(), -1),
                pairing.axes(),
                Collections.nCopies(x.rank(), 1),
                mode.primitive());
    }

    /** {@return one element for each index along an axis; out of range ones give a number} */
    public static Tensor takeAlongAxis(Tensor x, Tensor indices, int axis, double fillValue) {
        var part = takeAlongAxis(x, indices, axis, IndexMode.CLIP);
        var inRange = within(wrapped("takeAlongAxis", indices, x, axis), x.dim(axis));
        return where(inRange, part, Tensor.scalar(x.dtype(), fillValue));
    }

    /**
     * {@return the tensor with one element replaced for each index along an axis; the inverse of {@link #takeAlongAxis}}
     *
     * <p>Indices and values broadcast to the other axes of x; negative positions count from the end, out of range ones write nothing. Of
     * several values for one element it is unspecified which one wins.
     *
     * @throws dev.haiku.array.ShapeException if the ranks differ, the shapes do not fit or the indices are no integers
     */
    public static Tensor putAlongAxis(Tensor x, Tensor indices, Tensor values, int axis) {
        return putAlongAxis(x, indices, values, axis, IndexMode.DROP);
    }

    /** {@return the tensor with one element replaced for each index along an axis; the mode says what happens to those out of range} */
    public static Tensor putAlongAxis(Tensor x, Tensor indices, Tensor values, int axis, IndexMode mode) {
        var pairing = Pairing.of("putAlongAxis", x, indices, axis, mode);
        check(
                pairing.tensor().shape().equals(x.shape()),
                "putAlongAxis",
                "indices of shape " + indices.shape() + " do not fit shape " + x.shape() + ".");
        var updates = broadcastTo(
                Operands.cast(values, x.dtype()), pairing.positions().shape());
        return scatter(x, expandDims(pairing.positions(), -1), updates, pairing.axes(), Combine.SET, mode.primitive());
    }

    /** A tensor and positions along one of its axes, broadcast together along the others. */
    private record Pairing(Tensor tensor, Tensor positions, int axis) {

        static Pairing of(String op, Tensor x, Tensor indices, int axis, IndexMode mode) {
            int normal = Operands.axis(op, axis, x.shape());
            check(
                    x.rank() == indices.rank(),
                    op,
                    "needs as many axes in indices as in the tensor, but got " + indices.shape() + " and " + x.shape()
                            + ".");
            checkIndices(op, indices);
            var others = Operands.broadcast(
                    op, x.shape().with(normal, 1), indices.shape().with(normal, 1));
            var positions = mode.normalized(Operands.wideIndices(indices), x.dim(normal));
            return new Pairing(
                    Operands.stretch(x, others.with(normal, x.dim(normal))),
                    Operands.stretch(positions, others.with(normal, indices.dim(normal))),
                    normal);
        }

        Axes axes() {
            var batch = new ArrayList<>(Operands.range(0, tensor.rank()));
            batch.remove(axis);
            return new Axes(List.of(), List.of(axis), batch, batch, List.of(axis));
        }
    }

    /**
     * {@return the tensor with elements replaced at positions in row-major order; values are repeated as often as there are positions}
     *
     * @throws dev.haiku.array.ShapeException if the indices are no integers
     */
    public static Tensor put(Tensor x, Tensor indices, Tensor values, IndexMode mode) {
        if (indices.size() == 0 || values.size() == 0) {
            return x;
        }
        var updates = RearrangeOps.resize(values, Shape.of((int) indices.size()));
        return reshape(at(ravel(x), ravel(indices)).mode(mode).set(updates), x.shape());
    }

    /**
     * {@return for each element of the indices that of the tensor they choose: {@code choices.get(indices[i])[i]}; all broadcast}
     *
     * @throws dev.haiku.array.ShapeException if the indices are no integers, or the shapes do not fit
     */
    public static Tensor choose(Tensor indices, List<Tensor> choices, IndexMode mode) {
        checkIndices("choose", indices);
        check(!choices.isEmpty(), "choose", "needs at least one tensor.");
        var shape =
                Operands.broadcast("choose", indices.shape(), Operands.shape("choose", choices.toArray(Tensor[]::new)));
        var stacked =
                stack(choices.stream().map(x -> Operands.stretch(x, shape)).toList(), 0);
        var positions = expandDims(Operands.stretch(indices, shape), 0);
        var chosen = mode == IndexMode.CLIP && !indices.dtype().isUnsigned() ? positions.maximum(0) : positions;
        return squeeze(takeAlongAxis(stacked, chosen, 0, mode), 0);
    }
}
