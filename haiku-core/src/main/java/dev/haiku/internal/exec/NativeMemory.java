package dev.haiku.internal.exec;

import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Aligned memory of the C library through JavaCPP; direct byte buffers where JavaCPP's native library cannot be loaded.
 *
 * <p>JavaCPP's own limits are switched off unless the user has set them: they count the resident size of the whole
 * process, and the pool has a budget of its own. Memory taken here has no JavaCPP deallocator, so {@code nopointergc}
 * makes no difference.
 */
final class NativeMemory {

    private static final boolean AVAILABLE = load();

    /** Where a block from {@code malloc} really starts. */
    private final Map<Buffer, Pointer> origins = new IdentityHashMap<>();

    private static boolean load() {
        setUnlessGiven("org.bytedeco.javacpp.maxPhysicalBytes");
        setUnlessGiven("org.bytedeco.javacpp.maxBytes");
        try {
            Loader.load(Pointer.class); // says nothing if it fails
            Pointer.free(Pointer.malloc(SizeClasses.LINE));
            return true;
        } catch (LinkageError | RuntimeException e) {
            LoggerFactory.getLogger(NativeMemory.class)
                    .warn(
                            "JavaCPP's native library cannot be loaded, so plain Java computes everything, slowly: {}",
                            e.toString());
            return false;
        }
    }

    private static void setUnlessGiven(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "0");
        }
    }

    /** {@return whether there is native memory with addresses} */
    static boolean isAvailable() {
        return AVAILABLE;
    }

    /** {@return a new block, or null if the system has no memory} */
    synchronized @Nullable Buffer allocate(long bytes) {
        if (!AVAILABLE) {
            return allocateDirect(bytes);
        }
        var origin = Pointer.malloc(bytes + SizeClasses.LINE);
        if (origin == null || origin.isNull()) {
            return null;
        }
        var memory = new BytePointer(origin).capacity(bytes + SizeClasses.LINE).asByteBuffer();
        var buffer = aligned(memory, bytes);
        origins.put(buffer, origin);
        return buffer;
    }

    private static @Nullable Buffer allocateDirect(long bytes) {
        try {
            return aligned(ByteBuffer.allocateDirect((int) bytes + SizeClasses.LINE), bytes);
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    private static Buffer aligned(ByteBuffer memory, long bytes) {
        return new Buffer(memory.alignedSlice(SizeClasses.LINE).slice(0, (int) bytes));
    }

    /** {@return a part of a block as a block, which lives as long as the whole} */
    static Buffer slice(Buffer whole, long offset, long bytes) {
        return new Buffer(whole.bytes().slice((int) offset, (int) bytes));
    }

    /** Frees a block that {@link #allocate} made; nobody may use it or a slice of it afterwards. */
    synchronized void free(Buffer buffer) {
        var origin = origins.remove(buffer);
        if (origin != null) {
            Pointer.free(origin);
        }
    }
}
