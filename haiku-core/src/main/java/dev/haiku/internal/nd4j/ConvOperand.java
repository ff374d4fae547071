package dev.haiku.internal.nd4j;

import dev.haiku.array.Shape;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import dev.haiku.internal.exec.java.StridedCopy;
import dev.haiku.internal.exec.java.StridedCopy.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operand or the result of a native convolution, without gaps and in the native order of axes: in place, or through
 * a copy.
 */
final class ConvOperand {

    /**
     * Where elements are.
     *
     * @param at where the first one is
     * @param sizes the sizes of the axes, in the native order
     * @param steps how far apart neighbours are along each of them
     */
    record Layout(int at, List<Integer> sizes, List<Integer> steps) {

        private boolean isWhole(Slot slot) {
            boolean isDense = at == 0 && shape().size() == slot.size();
            var dense = dense();
            for (int i = 0; isDense && i < sizes.size(); i++) {
                isDense = sizes.get(i) == 1 || steps.get(i).equals(dense.get(i));
            }
            return isDense;
        }

        Shape shape() {
            return Shape.of(sizes);
        }

        private List<Integer> dense() {
            List<Integer> steps = new ArrayList<>();
            for (int stride : shape().strides()) {
                steps.add(stride);
            }
            return steps;
        }
    }

    private final Slot dense;
    private final @Nullable Kernel reading;
    private final @Nullable Kernel writing;
    private @Nullable Storage storage;

    private ConvOperand(Slot dense, @Nullable Kernel reading, @Nullable Kernel writing) {
        this.dense = dense;
        this.reading = reading;
        this.writing = writing;
    }

    /** {@return an operand} */
    static ConvOperand read(Slot slot, Layout layout) {
        if (layout.isWhole(slot)) {
            return new ConvOperand(slot, null, null);
        }
        var dense = new Slot(slot.type().withShape(layout.shape()));
        var from = new Side(slot, layout.at(), layout.steps());
        var copy = StridedCopy.of(layout.sizes(), from, new Side(dense, 0, layout.dense()));
        return new ConvOperand(dense, copy, null);
    }

    /** {@return a result, or a part of one} */
    static ConvOperand written(Slot slot, Layout layout) {
        if (layout.isWhole(slot)) {
            return new ConvOperand(slot, null, null);
        }
        var dense = new Slot(slot.type().withShape(layout.shape()));
        var to = new Side(slot, layout.at(), layout.steps());
        var copy = StridedCopy.of(layout.sizes(), new Side(dense, 0, layout.dense()), to);
        return new ConvOperand(dense, null, copy);
    }

    /** {@return the memory without gaps} */
    Slot dense() {
        return dense;
    }

    /** Makes the memory ready. */
    void open() {
        if (reading != null || writing != null) {
            storage = Storage.allocate(dense.type());
            dense.bind(storage.buffer());
        }
        if (reading != null) {
            reading.run();
        }
    }

    /** Hands a result on. */
    void flush() {
        if (writing != null) {
            writing.run();
        }
    }

    /** Gives the memory of a copy back. */
    void close() {
        if (storage != null) {
            storage.release();
            storage = null;
        }
    }
}
