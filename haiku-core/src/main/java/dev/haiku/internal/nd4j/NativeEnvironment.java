package dev.haiku.internal.nd4j;

import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Environment variables that native libraries read when they are loaded; set for this process unless the user has set
 * them.
 *
 * <p>Java 17 cannot call {@code putenv}. JavaCPP can call one kind of C function of a given address, a deallocator,
 * which takes one pointer, and so does {@code putenv}. Where that is not possible everything works, but slower on a
 * busy machine.
 */
final class NativeEnvironment {

    private static final Logger LOG = LoggerFactory.getLogger(NativeEnvironment.class);

    private NativeEnvironment() {}

    /** Sets what makes OpenMP and OpenBLAS good neighbours of each other and of other processes. */
    static void prepare() {
        if (System.getenv("OMP_WAIT_POLICY") == null) {
            // Threads that wait for work spin for a moment only; by default they keep a core busy for milliseconds.
            setUnlessGiven("GOMP_SPINCOUNT", "10000");
        }
        // OpenBLAS serves small products and factorisations; a second pool of threads would fight with that of OpenMP.
        setUnlessGiven("OPENBLAS_NUM_THREADS", "1");
    }

    private static void setUnlessGiven(String name, String value) {
        if (System.getenv(name) == null) {
            try {
                put(name + '=' + value);
            } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
                LOG.debug("Cannot set {} for native libraries.", name, e);
            }
        }
    }

    private static void put(String assignment) throws ReflectiveOperationException {
        var putenv = Loader.addressof("putenv");
        if (putenv == null || putenv.isNull()) {
            return;
        }
        var text = (assignment + '\0').getBytes(StandardCharsets.US_ASCII);
        var memory = Pointer.malloc(text.length); // never freed: it becomes a part of the environment
        new BytePointer(memory).put(text);
        var call = Class.forName("org.bytedeco.javacpp.Pointer$NativeDeallocator")
                .getDeclaredConstructor(Pointer.class, long.class, long.class);
        call.setAccessible(true);
        var deallocator = call.newInstance(new Pointer(memory), memory.address(), putenv.address());
        deallocator.getClass().getMethod("deallocate").invoke(deallocator);
    }
}
