package dev.haiku.internal.nd4j;

import dev.haiku.internal.exec.Buffer;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import java.lang.ref.Cleaner.Cleanable;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/**
 * The operands of one native call: ND4J's descriptors, made once, over whatever memory the slots have when it runs.
 *
 * <p>Descriptors are freed by {@link #close()}, or when this is unreachable.
 */
final class NativeArrays {

    /** Memory for descriptors that are not bound yet. */
    private static final Storage NOWHERE = Storage.allocate(64);

    private final NativeOps ops;
    private final Slot[] slots;
    private final @Nullable Buffer[] bound;
    private final OpaqueDataBuffer[] descriptors;
    private final LongPointer[] shapes;
    private final Cleanable cleanable;

    private NativeArrays(Nd4jLibrary library, List<Slot> slots, List<LongPointer> shapes) {
        this.ops = library.ops();
        this.slots = slots.toArray(Slot[]::new);
        this.bound = new Buffer[slots.size()];
        this.shapes = shapes.toArray(LongPointer[]::new);
        this.descriptors = slots.stream()
                .map(slot -> ops.dbCreateExternalDataBuffer(
                        slot.size(),
                        Nd4jLibrary.code(slot.type().dtype()),
                        NOWHERE.buffer().pointer(),
                        null))
                .toArray(OpaqueDataBuffer[]::new);
        this.cleanable = Nd4jLibrary.CLEANER.register(this, freeing(ops, descriptors));
    }

    /** {@return the operands with those shapes, which have the sizes of the slots} */
    static NativeArrays shaped(Nd4jLibrary library, List<Slot> slots, List<LongPointer> shapes) {
        return new NativeArrays(library, slots, shapes);
    }

    /** {@return the operands as rows of elements} */
    static NativeArrays flat(Nd4jLibrary library, List<Slot> slots) {
        var shapes = slots.stream()
                .map(slot -> library.flat(slot.type().dtype(), slot.size()))
                .toList();
        return new NativeArrays(library, slots, shapes);
    }

    private static Runnable freeing(NativeOps ops, OpaqueDataBuffer[] descriptors) {
        return () -> {
            for (var descriptor : descriptors) {
                ops.deleteDataBuffer(descriptor);
            }
        };
    }

    /** Points the descriptors at the memory that the slots have now. */
    void rebind() {
        for (int i = 0; i < slots.length; i++) {
            var buffer = slots[i].buffer();
            if (buffer != bound[i]) {
                ops.dbSetPrimaryBuffer(descriptors[i], buffer.pointer(), slots[i].size());
                bound[i] = buffer;
            }
        }
    }

    /** Points one descriptor at a part of its slot's memory; {@link #rebind} does not notice. */
    void point(int index, long byteOffset, int elements) {
        BytePointer start = slots[index].buffer().pointer();
        Pointer part = byteOffset == 0 ? start : start.getPointer(byteOffset);
        ops.dbSetPrimaryBuffer(descriptors[index], part, elements);
    }

    OpaqueDataBuffer descriptor(int index) {
        return descriptors[index];
    }

    LongPointer shape(int index) {
        return shapes[index];
    }

    int count() {
        return slots.length;
    }

    void close() {
        cleanable.clean();
    }
}
