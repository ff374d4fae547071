package dev.haiku.internal.nd4j;

import java.lang.ref.Cleaner.Cleanable;
import org.bytedeco.javacpp.LongPointer;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.OpaqueContext;

/**
 * A prepared call of one of ND4J's custom operations; the last operand is its result.
 *
 * <p>The library's own shape checks are switched off: shapes are checked before.
 */
final class CustomCall {

    private final Nd4jLibrary library;
    private final String name;
    private final long hash;
    private final NativeArrays arrays;
    private final OpaqueContext context;
    private final Cleanable cleanable;

    /**
     * Prepares a call.
     *
     * @param library the library
     * @param name the operation
     * @param arrays the operands, at last the result
     * @param arguments the operation's integer arguments
     */
    CustomCall(Nd4jLibrary library, String name, NativeArrays arrays, long... arguments) {
        this.library = library;
        this.name = name;
        this.hash = library.hash(name);
        this.arrays = arrays;
        this.context = context(library.ops(), arrays, arguments);
        this.cleanable = Nd4jLibrary.CLEANER.register(this, freeing(library.ops(), context));
    }

    private static OpaqueContext context(NativeOps ops, NativeArrays arrays, long... arguments) {
        var context = ops.createGraphContext(1);
        int result = arrays.count() - 1;
        for (int i = 0; i < result; i++) {
            ops.setGraphContextInputBuffer(context, i, arrays.descriptor(i), arrays.shape(i), null);
        }
        ops.setGraphContextOutputBuffer(context, 0, arrays.descriptor(result), arrays.shape(result), null);
        if (arguments.length > 0) {
            try (var copied = new LongPointer(arguments)) {
                ops.setGraphContextIArguments(context, copied, arguments.length);
            }
        }
        ops.ctxShapeFunctionOverride(context, true);
        return context;
    }

    private static Runnable freeing(NativeOps ops, OpaqueContext context) {
        return () -> ops.deleteGraphContext(context);
    }

    /** Computes over the memory that the operands point at, on all cores or on this one. */
    void run(boolean parallel) {
        library.run(name, parallel, ops -> ops.execCustomOp2(null, hash, context));
    }

    NativeArrays arrays() {
        return arrays;
    }

    void close() {
        cleanable.clean();
        arrays.close();
    }
}
