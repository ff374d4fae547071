package dev.haiku.internal.llvm;

import dev.haiku.internal.exec.Buffer;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiled code over certain slots: writes their addresses into a table and calls it. */
final class RegionKernel implements Kernel {

    private final NativeCode code;
    private final Slot[] slots;
    private final @Nullable Buffer[] bound;
    private final Storage tableStorage;
    private final ByteBuffer table;

    @SuppressWarnings({"unused", "FieldCanBeLocal"}) // its memory is in use as long as this is reachable
    private final Storage arena;

    RegionKernel(NativeCode code, int tableSize, long arenaBytes, List<Slot> inputs, List<Slot> outputs) {
        this.code = code;
        this.slots = Stream.concat(inputs.stream(), outputs.stream()).toArray(Slot[]::new);
        this.bound = new Buffer[slots.length];
        this.tableStorage = Storage.allocate((long) tableSize * Long.BYTES);
        this.table = tableStorage.buffer().bytes();
        this.arena = Storage.allocate(Math.max(arenaBytes, 1));
        table.putLong((tableSize - 1) * Long.BYTES, arena.buffer().address());
    }

    @Override
    public void run() {
        for (int i = 0; i < slots.length; i++) {
            var buffer = slots[i].buffer();
            if (bound[i] != buffer) {
                bound[i] = buffer;
                table.putLong(i * Long.BYTES, buffer.address());
            }
        }
        code.call(tableStorage.buffer().pointer());
    }
}
