package dev.haiku.internal.nd4j;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.TensorType;
import java.lang.ref.Cleaner;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.nativeblas.NativeOps;
import org.slf4j.LoggerFactory;

/**
 * ND4J's native library and OpenBLAS, loaded at the first use, without a word unless that fails.
 *
 * <p>Without them, or on a processor or system that has none, plain Java computes.
 */
final class Nd4jLibrary {

    /** Frees native descriptors of kernels that are gone. */
    static final Cleaner CLEANER = Cleaner.create();

    private static final class Loaded {
        static final Optional<Nd4jLibrary> LIBRARY = load();
    }

    private final NativeOps ops;
    private final int threads;
    private final Map<String, Long> hashes = new HashMap<>();
    private final Map<TensorType, LongPointer> shapes = new ConcurrentHashMap<>();
    private final OneDnnProduct.Support oneDnn;

    private Nd4jLibrary(NativeOps ops) {
        this.ops = ops;
        this.threads = ops.ompGetMaxThreads();
        for (var entry : ops.getAllCustomOps().split(";")) {
            var fields = entry.split(":");
            if (fields.length > 1) {
                hashes.put(fields[0], Long.parseLong(fields[1]));
            }
        }
        this.oneDnn = OneDnnProduct.support(this);
    }

    /** {@return the library, or empty if it cannot be loaded} */
    static Optional<Nd4jLibrary> get() {
        return Loaded.LIBRARY;
    }

    private static Optional<Nd4jLibrary> load() {
        try {
            NativeEnvironment.prepare();
            Loader.load(openblas.class);
            var ops = new Nd4jCpu();
            ops.initializeDevicesAndFunctions();
            return Optional.of(new Nd4jLibrary(ops));
        } catch (LinkageError | RuntimeException e) {
            LoggerFactory.getLogger(Nd4jLibrary.class)
                    .warn(
                            "ND4J's native library cannot be loaded, so plain Java computes everything, slowly. "
                                    + "Is nd4j-native with the classifier of this platform on the class path?",
                            e);
            return Optional.empty();
        }
    }

    /** {@return the native operations} */
    NativeOps ops() {
        return ops;
    }

    /** {@return whether {@code matmul} of {@code f32} is oneDNN's} */
    boolean hasOneDnn() {
        return oneDnn != OneDnnProduct.Support.NONE;
    }

    /** {@return whether {@code matmul} of {@code bf16} is; without it, products are summed in {@code bf16}} */
    boolean hasOneDnnForBf16() {
        return oneDnn == OneDnnProduct.Support.SINGLE_AND_BF16;
    }

    /** {@return the number under which a custom operation is called} */
    long hash(String name) {
        var hash = hashes.get(name);
        if (hash == null) {
            throw new IllegalStateException("ND4J's native library has no operation '" + name + "'.");
        }
        return hash;
    }

    /** {@return ND4J's description of a row-major tensor; the library keeps each one for good} */
    LongPointer shape(TensorType type) {
        return shapes.computeIfAbsent(type, this::describe);
    }

    /** {@return ND4J's description of that many elements in a row} */
    LongPointer flat(DType dtype, int size) {
        return shape(new TensorType(dtype, Shape.of(size)));
    }

    private LongPointer describe(TensorType type) {
        var shape = type.shape();
        try (var dims = longs(shape.dims());
                var strides = longs(shape.strides())) {
            return new LongPointer(ops.getConstantShapeBufferPrimary(
                    ops.shapeBuffer(shape.rank(), dims, strides, code(type.dtype()), 'c', 1, false)));
        }
    }

    private static LongPointer longs(int... values) {
        var longs = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            longs[i] = values[i];
        }
        return new LongPointer(longs);
    }

    /** {@return ND4J's number for an element type} */
    static int code(DType dtype) {
        return switch (dtype) {
            case BOOL -> 1;
            case F16 -> 3;
            case F32 -> 5;
            case F64 -> 6;
            case I8 -> 7;
            case I16 -> 8;
            case I32 -> 9;
            case I64 -> 10;
            case U8 -> 11;
            case U32 -> 13;
            case BF16 -> 17;
        };
    }

    /**
     * Runs a native operation and turns the error that it may leave behind into an exception.
     *
     * <p>The number of threads is a setting of the calling thread; it is all cores outside of this method, as others
     * expect.
     *
     * @param operation what to call it in the message
     * @param parallel whether it uses all cores, which takes some ten microseconds, much more on a busy machine
     * @param call the operation; returns its status
     */
    void run(Object operation, boolean parallel, ToIntFunction<NativeOps> call) {
        if (!parallel) {
            ops.setOmpNumThreads(1);
        }
        int status = call.applyAsInt(ops);
        if (!parallel) {
            ops.setOmpNumThreads(threads);
        }
        if (status != 0 || ops.lastErrorCode() != 0) {
            throw new IllegalStateException(
                    "ND4J's native operation " + operation + " failed: " + ops.lastErrorMessage());
        }
    }
}
