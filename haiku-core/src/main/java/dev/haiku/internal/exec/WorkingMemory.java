package dev.haiku.internal.exec;

import dev.haiku.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Memory of the pool for the time of one run. */
final class WorkingMemory implements AutoCloseable {

    private final List<Storage> storages = new ArrayList<>();

    /** {@return memory for a tensor of that type, with any content} */
    Buffer allocate(TensorType type) {
        var storage = Storage.allocate(BufferAssignment.bytes(type));
        storages.add(storage);
        return storage.buffer();
    }

    @Override
    public void close() {
        storages.forEach(Storage::release);
    }
}
