package dev.haiku.internal.nd4j;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import dev.haiku.internal.exec.Slot;
import dev.haiku.internal.exec.Storage;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** Panels of {@code f32}. */
final class ConvSingleBlas extends ConvBlas<ConvPanel<FloatBuffer, FloatPointer>> {

    /** Holds zeros for good. */
    private static final Storage ZEROS = zeros();

    private static Storage zeros() {
        var storage = Storage.allocate(1 << 14);
        var floats = storage.buffer().floats();
        for (int i = 0; i < floats.capacity(); i++) {
            floats.put(i, 0);
        }
        return storage;
    }

    @Override
    public ConvPanel<FloatBuffer, FloatPointer> allocate(int size) {
        var storage = Storage.allocate((long) Math.max(1, size) * Float.BYTES);
        var buffer = storage.buffer();
        return new ConvPanel<>(storage, buffer.floats(), new FloatPointer(buffer.pointer()));
    }

    @Override
    public void release(ConvPanel<FloatBuffer, FloatPointer> panel) {
        panel.storage().release();
    }

    @Override
    public void clear(ConvPanel<FloatBuffer, FloatPointer> panel, int at, int count) {
        var zeros = ZEROS.buffer().floats();
        for (int done = 0; done < count; done += zeros.capacity()) {
            panel.view().put(at + done, zeros, 0, Math.min(zeros.capacity(), count - done));
        }
    }

    @Override
    public void load(
            Slot from, int at, int step, ConvPanel<FloatBuffer, FloatPointer> to, int toAt, int toStep, int count) {
        copy(from.floats(), at, step, to.view(), toAt, toStep, count);
    }

    @Override
    public void store(
            ConvPanel<FloatBuffer, FloatPointer> from, int at, int step, Slot to, int toAt, int toStep, int count) {
        copy(from.view(), at, step, to.floats(), toAt, toStep, count);
    }

    private static void copy(FloatBuffer from, int at, int step, FloatBuffer to, int toAt, int toStep, int count) {
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
            Left<ConvPanel<FloatBuffer, FloatPointer>> left,
            int depth,
            ConvPanel<FloatBuffer, FloatPointer> right,
            int lanes,
            ConvPanel<FloatBuffer, FloatPointer> sums) {
        boolean isTransposed = left.innerStep() != 1;
        cblas_sgemm(
                CblasRowMajor,
                isTransposed ? CblasTrans : CblasNoTrans,
                CblasNoTrans,
                left.rows(),
                lanes,
                depth,
                1f,
                left.numbers().pointer(),
                isTransposed ? left.innerStep() : Math.max(depth, left.rowStep()),
                right.pointer(),
                lanes,
                1f,
                sums.pointer(),
                lanes);
    }

    @Override
    public void add(ConvPanel<FloatBuffer, FloatPointer> x, ConvPanel<FloatBuffer, FloatPointer> sums, int count) {
        cblas_saxpy(count, 1f, x.pointer(), 1, sums.pointer(), 1);
    }
}
