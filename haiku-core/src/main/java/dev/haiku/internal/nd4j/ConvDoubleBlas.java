package dev.haiku.internal.nd4j;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_daxpy;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;

/** Panels of {@code f64}. */
final class ConvDoubleBlas extends ConvBlas<ConvPanel<DoubleBuffer, DoublePointer>> {

    /** Holds zeros for good. */
    private static final Storage ZEROS = zeros();

    private static Storage zeros() {
        var storage = Storage.allocate(1 << 14);
        var doubles = storage.buffer().doubles();
        for (int i = 0; i < doubles.capacity(); i++) {
            doubles.put(i, 0);
        }
        return storage;
    }

    @Override
    public ConvPanel<DoubleBuffer, DoublePointer> allocate(int size) {
        var storage = Storage.allocate((long) Math.max(1, size) * Double.BYTES);
        var buffer = storage.buffer();
        return new ConvPanel<>(storage, buffer.doubles(), new DoublePointer(buffer.pointer()));
    }

    @Override
    public void release(ConvPanel<DoubleBuffer, DoublePointer> panel) {
        panel.storage().release();
    }

    @Override
    public void clear(ConvPanel<DoubleBuffer, DoublePointer> panel, int at, int count) {
        var zeros = ZEROS.buffer().doubles();
        for (int done = 0; done < count; done += zeros.capacity()) {
            panel.view().put(at + done, zeros, 0, Math.min(zeros.capacity(), count - done));
        }
    }

    @Override
    public void load(
            Slot from, int at, int step, ConvPanel<DoubleBuffer, DoublePointer> to, int toAt, int toStep, int count) {
        copy(from.doubles(), at, step, to.view(), toAt, toStep, count);
    }

    @Override
    public void store(
            ConvPanel<DoubleBuffer, DoublePointer> from, int at, int step, Slot to, int toAt, int toStep, int count) {
        copy(from.view(), at, step, to.doubles(), toAt, toStep, count);
    }

    private static void copy(DoubleBuffer from, int at, int step, DoubleBuffer to, int toAt, int toStep, int count) {
        if (step == 1 && toStep == 1 && count >= BULK) {
            to.put(toAt, from, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            to.put(toAt + i * toStep, from.get(at + i * step));
        }
    }

    @Override
    public void multiply(
            Left<ConvPanel<DoubleBuffer, DoublePointer>> left,
            int depth,
            ConvPanel<DoubleBuffer, DoublePointer> right,
            int lanes,
            ConvPanel<DoubleBuffer, DoublePointer> sums) {
        boolean isTransposed = left.innerStep() != 1;
        cblas_dgemm(
                CblasRowMajor,
                isTransposed ? CblasTrans : CblasNoTrans,
                CblasNoTrans,
                left.rows(),
                lanes,
                depth,
                1d,
                left.numbers().pointer(),
                isTransposed ? left.innerStep() : Math.max(depth, left.rowStep()),
                right.pointer(),
                lanes,
                1d,
                sums.pointer(),
                lanes);
    }

    @Override
    public void add(ConvPanel<DoubleBuffer, DoublePointer> x, ConvPanel<DoubleBuffer, DoublePointer> sums, int count) {
        cblas_daxpy(count, 1d, x.pointer(), 1, sums.pointer(), 1);
    }
}
