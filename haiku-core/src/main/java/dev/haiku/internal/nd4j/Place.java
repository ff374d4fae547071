package dev.haiku.internal.nd4j;

import dev.haiku.internal.exec.Buffer;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;

/**
 * Where a matrix or vector starts in native memory.
 *
 * @param buffer the memory
 * @param start the number of elements before it
 */
record Place(Buffer buffer, int start) {

    /** {@return the place of one of so many matrices or vectors that a tensor consists of} */
    static Place of(Slot slot, int index, int count) {
        return new Place(slot.buffer(), index * (slot.size() / count));
    }

    /** {@return the beginning of working memory} */
    static Place of(Storage storage) {
        return new Place(storage.buffer(), 0);
    }

    /** {@return the place so many elements further on} */
    Place plus(int elements) {
        return new Place(buffer, start + elements);
    }
}
