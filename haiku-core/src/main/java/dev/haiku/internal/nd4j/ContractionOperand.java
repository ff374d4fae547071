package dev.haiku.internal.nd4j;

import dev.haiku.array.Shape;
import dev.haiku.internal.exec.Buffer;
import dev.haiku.internal.exec.Factor;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Kernels;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import dev.haiku.ir.Structural.Transpose;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One operand of a contraction, read in place or through a copy with its axes in the wanted order. */
final class ContractionOperand {

    private final Slot slot;
    private final Factor factor;
    private final @Nullable Slot copy;
    private final @Nullable Kernel copying;
    private @Nullable Storage storage;

    private ContractionOperand(Slot slot, Factor factor, @Nullable Slot copy, @Nullable Kernel copying) {
        this.slot = slot;
        this.factor = factor;
        this.copy = copy;
        this.copying = copying;
    }

    static ContractionOperand inPlace(Slot slot, Factor factor) {
        return new ContractionOperand(slot, factor, null, null);
    }

    static ContractionOperand copied(Slot slot, List<Integer> batch, List<Integer> rows, List<Integer> columns) {
        var order = Stream.of(batch, rows, columns).flatMap(List::stream).toList();
        var type = slot.type();
        var shape = Shape.of(order.stream().map(type.shape()::dim).toList());
        var copy = new Slot(type.withShape(shape));
        int b = batch.size();
        int r = b + rows.size();
        var factor = Factor.of(shape, axes(0, b), axes(b, r), axes(r, shape.rank()));
        return new ContractionOperand(
                slot, factor, copy, Kernels.prepare(new Transpose(order), List.of(slot), List.of(copy)));
    }

    private static List<Integer> axes(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    Factor factor() {
        return factor;
    }

    /** {@return the memory that the factor describes; {@link #done} afterwards} */
    Buffer ready() {
        if (copy == null || copying == null) {
            return slot.buffer();
        }
        storage = Storage.allocate(copy.type());
        copy.bind(storage.buffer());
        copying.run();
        return copy.buffer();
    }

    void done() {
        if (storage != null) {
            storage.release();
            storage = null;
        }
    }

    void close() {
        if (copying != null) {
            copying.close();
        }
    }
}
