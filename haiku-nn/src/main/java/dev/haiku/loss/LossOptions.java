package dev.haiku.loss;

import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Over which elements a loss sums.
 *
 * @param axes the axes of classes or features, which the result lacks; the last by default, all if there is none
 * @param where which elements count, a {@code bool} tensor that broadcasts with the operands; all by default
 */
public record LossOptions(List<Integer> axes, @Nullable Tensor where) {

    static final LossOptions DEFAULTS = new LossOptions(List.of(-1), null);

    /** Copies the list. */
    public LossOptions {
        axes = List.copyOf(axes);
    }

    /** {@return these options with other axes, all if the list is empty} */
    public LossOptions axes(List<Integer> axes) {
        return new LossOptions(axes, where);
    }

    /** {@return these options with another axis} */
    public LossOptions axis(int axis) {
        return axes(List.of(axis));
    }

    /** {@return these options with a choice of elements} */
    public LossOptions where(Tensor where) {
        return new LossOptions(axes, where);
    }

    /** {@return the axes of a tensor, counted from the front} */
    int[] axesOf(Tensor x) {
        return axes.isEmpty()
                ? IntStream.range(0, x.rank()).toArray()
                : axes.stream().mapToInt(x.shape()::axis).toArray();
    }

    /** {@return x where it counts, and a number elsewhere} */
    Tensor chosen(Tensor x, double otherwise) {
        return where == null ? x : Ops.where(where, x, otherwise);
    }

    /** {@return the sum over the axes of what counts} */
    Tensor sum(Tensor x) {
        return Ops.sum(chosen(x, 0), axesOf(x));
    }

    /** {@return these options with a choice that may lack the axis, as a tensor that has it} */
    LossOptions withWhereOfRank(int rank) {
        var chosen = where;
        return chosen == null || chosen.rank() == rank || axes.size() != 1
                ? this
                : where(chosen.expandDims(axes.get(0)));
    }
}
