package dev.haiku.internal.nd4j;

import dev.haiku.array.DType;
import dev.haiku.array.Halves;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.Buffer;
import dev.haiku.internal.exec.Factor;
import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import dev.haiku.ir.TensorType;
import java.util.List;

/** A product by ND4J's {@code matmul}, that is by oneDNN: best for large matrices, and for {@code bf16}. */
final class OneDnnProduct implements MatrixProduct {

    /** From so many multiplications on, all cores are worth their wake-up. */
    static final long MANY = 1 << 22;

    private final DType dtype;
    private final List<Slot> slots;
    private final CustomCall call;
    private final boolean parallel;

    /** Prepares a product of contiguous matrices, stored by rows or by columns. */
    OneDnnProduct(Nd4jLibrary library, DType dtype, Factor left, Factor right) {
        this.dtype = dtype;
        this.parallel = (long) left.rows() * left.columns() * right.columns() >= MANY;
        this.slots = List.of(slot(left), slot(right), slot(left.rows(), right.columns()));
        var shapes = slots.stream().map(slot -> library.shape(slot.type())).toList();
        this.call = new CustomCall(
                library,
                "matmul",
                NativeArrays.shaped(library, slots, shapes),
                left.isTransposed() ? 1 : 0,
                right.isTransposed() ? 1 : 0,
                0);
    }

    private Slot slot(Factor factor) {
        return factor.isTransposed() ? slot(factor.columns(), factor.rows()) : slot(factor.rows(), factor.columns());
    }

    private Slot slot(int rows, int columns) {
        return new Slot(new TensorType(dtype, Shape.of(rows, columns)));
    }

    @Override
    public void bind(Buffer left, Buffer right, Buffer result) {
        slots.get(0).bind(left);
        slots.get(1).bind(right);
        slots.get(2).bind(result);
    }

    @Override
    public void multiply(int left, int right, int result) {
        point(0, left);
        point(1, right);
        point(2, result);
        call.run(parallel);
    }

    private void point(int index, int start) {
        call.arrays()
                .point(index, (long) start * dtype.bytes(), slots.get(index).size());
    }

    @Override
    public void close() {
        call.close();
    }

    /** What products oneDNN computes here. */
    enum Support {
        /** None: ND4J computes products without it. */
        NONE,
        /** Those of {@code f32}; for {@code bf16} the processor lacks instructions. */
        SINGLE,
        /** Those of {@code f32} and {@code bf16}. */
        SINGLE_AND_BF16
    }

    /** {@return what oneDNN computes here} */
    static Support support(Nd4jLibrary library) {
        try {
            return sumsInSinglePrecision(library) ? Support.SINGLE_AND_BF16 : Support.NONE;
        } catch (IllegalStateException e) { // oneDNN refuses to make the primitive
            return Support.SINGLE;
        }
    }

    /** A long sum of ones in {@code bf16} is right only if it is summed in {@code f32}, as oneDNN does. */
    private static boolean sumsInSinglePrecision(Nd4jLibrary library) {
        int length = 1024;
        short one = Halves.doubleToBf16(1);
        var ones = Storage.allocate(new TensorType(DType.BF16, Shape.of(2, length)));
        var sums = Storage.allocate(new TensorType(DType.BF16, Shape.of(2, 2)));
        for (int i = 0; i < 2 * length; i++) {
            ones.buffer().shorts().put(i, one);
        }
        var left = Factor.of(Shape.of(2, length), List.of(), List.of(0), List.of(1));
        var right = Factor.of(Shape.of(length, 2), List.of(), List.of(0), List.of(1));
        try (var product = new OneDnnProduct(library, DType.BF16, left, right)) {
            product.bind(ones.buffer(), ones.buffer(), sums.buffer());
            product.multiply(0, 0, 0);
            return sums.buffer().shorts().get(0) == Halves.doubleToBf16(length);
        } finally {
            ones.release();
            sums.release();
        }
    }
}
