package dev.haiku.internal.exec;

import dev.haiku.ir.TensorType;
import org.jspecify.annotations.Nullable;

/**
 * The memory in which the body of a scan sees one element of a sequence.
 *
 * @param bytes the size of an element
 * @param copy memory of its own, if elements in place are not aligned
 */
record SequenceElement(int bytes, @Nullable Buffer copy) {

    static SequenceElement of(TensorType type, WorkingMemory memory) {
        int bytes = ControlKernels.bytes(type);
        return new SequenceElement(bytes, Buffer.isAligned(bytes) && bytes > 0 ? null : memory.allocate(type));
    }

    /** {@return memory that holds the element at an index} */
    Buffer at(Slot sequence, int index) {
        if (copy == null) {
            return sequence.buffer().part(index * bytes, bytes);
        }
        ControlKernels.copy(bytes, sequence.buffer(), index * bytes, copy, 0);
        return copy;
    }

    /** {@return memory to which the element at an index may be written, until {@link #finish}} */
    Buffer place(Slot sequence, int index) {
        return copy == null ? sequence.buffer().part(index * bytes, bytes) : copy;
    }

    /** Puts what has been written in its place. */
    void finish(Slot sequence, int index) {
        if (copy != null) {
            ControlKernels.copy(bytes, copy, 0, sequence.buffer(), index * bytes);
        }
    }
}
