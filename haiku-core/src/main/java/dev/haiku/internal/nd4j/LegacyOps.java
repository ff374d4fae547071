package dev.haiku.internal.nd4j;

import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import java.util.List;
import org.nd4j.nativeblas.NativeOps;

/**
 * Kernels of ND4J's numbered operations on rows of elements; cheap to call.
 *
 * <p>They do not check anything: operands are not empty, of one size, and of types that belong to the operation.
 */
final class LegacyOps {

    /** A group of operations with one calling convention. */
    enum Family {
        /** Functions that keep the element type and also serve integers. */
        SAME,
        /** Functions of floating-point numbers that keep the element type. */
        STRICT,
        /** Functions with a floating-point result. */
        FLOAT,
        /** Functions with a {@code bool} result. */
        BOOL,
        /** Copies into any element type. */
        ANY,
        /** Functions of two operands that keep the element type. */
        PAIR,
        /** Comparisons of two operands. */
        PAIR_BOOL
    }

    /**
     * An operation.
     *
     * @param family its calling convention
     * @param number its number in the family
     */
    record Op(Family family, int number) {}

    private record Call(Op op, Nd4jLibrary library, NativeArrays arrays, boolean parallel) implements Kernel {

        @Override
        public void run() {
            arrays.rebind();
            library.run(op, parallel, this::call);
        }

        private int call(NativeOps ops) {
            if (arrays.count() == 2) {
                runUnary(ops);
            } else {
                runBinary(ops);
            }
            return 0;
        }

        private void runUnary(NativeOps ops) {
            var x = arrays.descriptor(0);
            var xs = arrays.shape(0);
            var z = arrays.descriptor(1);
            var zs = arrays.shape(1);
            switch (op.family()) {
                case SAME -> ops.execTransformSame(null, op.number(), x, xs, null, z, zs, null, null);
                case STRICT -> ops.execTransformStrict(null, op.number(), x, xs, null, z, zs, null, null);
                case FLOAT -> ops.execTransformFloat(null, op.number(), x, xs, null, z, zs, null, null);
                case BOOL -> ops.execTransformBool(null, op.number(), x, xs, null, z, zs, null, null);
                default -> ops.execTransformAny(null, op.number(), x, xs, null, z, zs, null, null);
            }
        }

        private void runBinary(NativeOps ops) {
            var x = arrays.descriptor(0);
            var xs = arrays.shape(0);
            var y = arrays.descriptor(1);
            var ys = arrays.shape(1);
            var z = arrays.descriptor(2);
            var zs = arrays.shape(2);
            if (op.family() == Family.PAIR) {
                ops.execPairwiseTransform(null, op.number(), x, xs, null, y, ys, null, z, zs, null, null);
            } else {
                ops.execPairwiseTransformBool(null, op.number(), x, xs, null, y, ys, null, z, zs, null, null);
            }
        }

        @Override
        public void close() {
            arrays.close();
        }
    }

    private LegacyOps() {}

    /**
     * {@return a kernel of an operation}
     *
     * @param library the library
     * @param op the operation
     * @param slots the operands, at last the result
     * @param parallel whether it is worth the other cores
     */
    static Kernel kernel(Nd4jLibrary library, Op op, List<Slot> slots, boolean parallel) {
        return new Call(op, library, NativeArrays.flat(library, slots), parallel);
    }
}
