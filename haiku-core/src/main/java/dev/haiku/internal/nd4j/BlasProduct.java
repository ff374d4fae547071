package dev.haiku.internal.nd4j;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Buffer;
import dev.haiku.internal.exec.Factor;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** A product by OpenBLAS, on the calling thread: best for small matrices, and for {@code f64}. */
final class BlasProduct implements MatrixProduct {

    private final DType dtype;
    private final Factor left;
    private final Factor right;
    private final @Nullable Buffer[] bound = new Buffer[3];
    private final Pointer[] pointers = new Pointer[3];

    /** Prepares a product of {@code f32} or {@code f64} matrices. */
    BlasProduct(DType dtype, Factor left, Factor right) {
        this.dtype = dtype;
        this.left = left;
        this.right = right;
    }

    @Override
    public void bind(Buffer leftBuffer, Buffer rightBuffer, Buffer resultBuffer) {
        point(0, leftBuffer);
        point(1, rightBuffer);
        point(2, resultBuffer);
    }

    private void point(int index, Buffer buffer) {
        if (bound[index] != buffer) {
            bound[index] = buffer;
            pointers[index] =
                    dtype == DType.F32 ? new FloatPointer(buffer.pointer()) : new DoublePointer(buffer.pointer());
        }
    }

    @Override
    public void multiply(int leftStart, int rightStart, int resultStart) {
        pointers[0].position(leftStart);
        pointers[1].position(rightStart);
        pointers[2].position(resultStart);
        int transLeft = left.isTransposed() ? CblasTrans : CblasNoTrans;
        int transRight = right.isTransposed() ? CblasTrans : CblasNoTrans;
        int m = left.rows();
        int n = right.columns();
        int k = left.columns();
        if (dtype == DType.F32) {
            cblas_sgemm(
                    CblasRowMajor,
                    transLeft,
                    transRight,
                    m,
                    n,
                    k,
                    1f,
                    (FloatPointer) pointers[0],
                    left.leading(),
                    (FloatPointer) pointers[1],
                    right.leading(),
                    0f,
                    (FloatPointer) pointers[2],
                    n);
        } else {
            cblas_dgemm(
                    CblasRowMajor,
                    transLeft,
                    transRight,
                    m,
                    n,
                    k,
                    1d,
                    (DoublePointer) pointers[0],
                    left.leading(),
                    (DoublePointer) pointers[1],
                    right.leading(),
                    0d,
                    (DoublePointer) pointers[2],
                    n);
        }
    }
}
