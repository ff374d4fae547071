package dev.haiku.internal.nd4j;

import static org.bytedeco.openblas.global.openblas.CblasLeft;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.LAPACKE_sgeqrf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_sgesdd;
import static org.bytedeco.openblas.global.openblas.LAPACKE_sgetrf_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_sorgqr;
import static org.bytedeco.openblas.global.openblas.LAPACKE_spotrf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_ssyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas.LAPACK_ROW_MAJOR;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas.cblas_strsm;

import dev.haiku.internal.exec.Buffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;

/** LAPACK for {@code f32}. */
final class SingleLapack implements Lapack {

    private static FloatPointer at(Place place) {
        return new FloatPointer(place.buffer().pointer()).position(place.start());
    }

    @Override
    public int potrf(Place a, int n) {
        // the upper triangle by columns is the lower one by rows, so that nothing need be transposed
        return Lapack.checked(LAPACKE_spotrf(LAPACK_COL_MAJOR, (byte) 'U', n, at(a), n));
    }

    @Override
    public int geqrf(Place a, int m, int n, Place tau) {
        return Lapack.checked(LAPACKE_sgeqrf(LAPACK_ROW_MAJOR, m, n, at(a), n, at(tau)));
    }

    @Override
    public int orgqr(Place q, int m, int k, int reflections, Place tau) {
        return Lapack.checked(LAPACKE_sorgqr(LAPACK_ROW_MAJOR, m, k, reflections, at(q), k, at(tau)));
    }

    @Override
    public int getrf(Place a, int m, int n, Place pivots) {
        var rows = new IntPointer(pivots.buffer().pointer()).position(pivots.start());
        return Lapack.checked(LAPACKE_sgetrf_work(LAPACK_ROW_MAJOR, m, n, at(a), n, rows));
    }

    @Override
    public int gesdd(char job, Place a, int m, int n, Place s, Place u, int left, Place vt) {
        return Lapack.checked(
                LAPACKE_sgesdd(LAPACK_ROW_MAJOR, (byte) job, m, n, at(a), n, at(s), at(u), left, at(vt), n));
    }

    @Override
    public int syevd(boolean vectors, Place a, int n, Place values) {
        byte job = (byte) (vectors ? 'V' : 'N');
        return Lapack.checked(LAPACKE_ssyevd(LAPACK_ROW_MAJOR, job, (byte) 'L', n, at(a), n, at(values)));
    }

    @Override
    public void trsm(Flags flags, int rows, int columns, Place a, Place b) {
        cblas_strsm(
                CblasRowMajor,
                flags.side(),
                flags.triangle(),
                flags.transposition(),
                flags.diagonal(),
                rows,
                columns,
                1,
                at(a),
                flags.side() == CblasLeft ? rows : columns,
                at(b),
                columns);
    }

    @Override
    public void gemmOfTransposes(int m, int n, int k, Place a, Place b, Place c) {
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasTrans, m, n, k, 1, at(a), m, at(b), k, 0, at(c), n);
    }

    @Override
    public double get(Buffer buffer, int index) {
        return buffer.floats().get(index);
    }

    @Override
    public void put(Buffer buffer, int index, double value) {
        buffer.floats().put(index, (float) value);
    }
}
