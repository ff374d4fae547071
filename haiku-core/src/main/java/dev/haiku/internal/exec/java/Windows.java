package dev.haiku.internal.exec.java;

import dev.haiku.array.Elements;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.Slot;
import dev.haiku.ir.Indexing.Axes;
import dev.haiku.ir.Indexing.Mode;
import java.util.stream.IntStream;

/**
 * The slices of an operand that index vectors point at, and where each is in the result of a gather or the updates of a scatter.
 *
 * <p>The nest of one slice runs over the operand (from) and the result or updates (to).
 */
final class Windows {

    /** Marks a slice that is out of range. */
    static final int NOWHERE = -1;

    /** Works on one slice, given where it starts in the operand, or {@link #NOWHERE}, and in the result or updates. */
    @FunctionalInterface
    interface Action {
        void run(int operandAt, int otherAt);
    }

    private final Slot indices;
    private final Mode mode;
    private final int[] starts;
    private final int[] strides;
    private final Nest batch;
    private final Nest window;
    private final boolean isEmpty;

    /**
     * Creates them.
     *
     * @param operand the operand's shape
     * @param indices where the index vectors are
     * @param other the shape of the result or updates
     * @param sizes the size of a slice along each axis of the operand
     */
    Windows(Axes axes, Mode mode, Shape operand, Slot indices, Shape other, int[] sizes) {
        this.indices = indices;
        this.mode = mode;
        this.starts = axes.startIndexMap().stream()
                .mapToInt(axis -> operand.dim(axis) - sizes[axis])
                .toArray();
        this.strides = axes.startIndexMap().stream()
                .mapToInt(axis -> operand.strides()[axis])
                .toArray();
        this.batch = batch(axes, operand, indices.type().shape(), other);
        this.window = window(axes, operand, other, sizes);
        this.isEmpty = IntStream.of(sizes).anyMatch(size -> size == 0);
    }

    private static Nest batch(Axes axes, Shape operand, Shape indices, Shape other) {
        int rank = indices.rank() - 1;
        var operandStrides = new int[rank];
        for (int i = 0; i < axes.indexBatchAxes().size(); i++) {
            operandStrides[axes.indexBatchAxes().get(i)] =
                    operand.strides()[axes.operandBatchAxes().get(i)];
        }
        int[] otherStrides = IntStream.range(0, other.rank())
                .filter(axis -> !axes.offsetAxes().contains(axis))
                .map(axis -> other.strides()[axis])
                .toArray();
        return Nest.of(indices.subShape(0, rank).dims(), operandStrides, otherStrides);
    }

    private static Nest window(Axes axes, Shape operand, Shape other, int[] sizes) {
        var windowAxes = axes.windowAxes(operand.rank());
        int[] otherAxes =
                axes.offsetAxes().stream().mapToInt(axis -> axis).sorted().toArray();
        return Nest.of(
                windowAxes.stream().mapToInt(axis -> sizes[axis]).toArray(),
                windowAxes.stream().mapToInt(axis -> operand.strides()[axis]).toArray(),
                IntStream.of(otherAxes).map(axis -> other.strides()[axis]).toArray());
    }

    /** {@return the loops over one slice} */
    Nest window() {
        return window;
    }

    /** Runs {@code action} for each index vector, in their order. */
    void forEach(Action action) {
        var next = new Object() {
            int vector;
        };
        batch.forEachRun(0, 0, (operand, operandStep, other, otherStep, count) -> {
            for (int i = 0; i < count; i++) {
                int start = start(next.vector++);
                action.run(start == NOWHERE ? NOWHERE : start + operand + i * operandStep, other + i * otherStep);
            }
        });
    }

    private int start(int vector) {
        int at = 0;
        for (int i = 0; i < starts.length; i++) {
            long index = Elements.getLong(indices.type().dtype(), indices.bytes(), vector * starts.length + i);
            boolean fits = index >= 0 && index <= starts[i];
            if (!fits && mode == Mode.FILL_OR_DROP) {
                return NOWHERE;
            }
            at += (int) Math.max(0, Math.min(starts[i], index)) * strides[i];
        }
        return isEmpty ? NOWHERE : at;
    }
}
