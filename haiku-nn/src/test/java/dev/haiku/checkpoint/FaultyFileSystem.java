package dev.haiku.checkpoint;

import java.io.IOException;
import java.nio.file.spi.FileSystemProvider;

/**
 * The default file system, in which one operation fails: opening, writing, flushing, moving, creating or deleting.
 *
 * <p>Operations are counted from 1. A machine that stopped does nothing after the one that fails, either.
 */
final class FaultyFileSystem extends ForwardingFileSystem {

    private final int failing;
    private final boolean machineStops;
    private final FaultyProvider provider = new FaultyProvider(this);
    private int operations;

    FaultyFileSystem(int failing, boolean machineStops) {
        this.failing = failing;
        this.machineStops = machineStops;
    }

    /** Counts an operation, which fails if it is its turn. */
    void operate(String what) throws IOException {
        operations++;
        if (operations == failing || (machineStops && operations > failing)) {
            throw new IOException(what + " failed");
        }
    }

    /** {@return whether the operation that was to fail was reached} */
    boolean hasFailed() {
        return operations >= failing;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }
}
