package dev.haiku.internal.nd4j;

import dev.haiku.internal.exec.java.Panels;

/**
 * Panels that OpenBLAS multiplies, on the calling thread.
 *
 * @param <A> the type of the panels
 */
abstract class ConvBlas<A> implements Panels<A> {

    /** Results of a block: enough that BLAS repacks the kernel rarely. */
    private static final int BLOCK = 512;

    private static final int CHUNK = 1 << 18;

    /** Shorter runs are copied element by element. */
    static final int BULK = 12;

    @Override
    public int block() {
        return BLOCK;
    }

    @Override
    public int chunk() {
        return CHUNK;
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public boolean hasGroups() {
        return false;
    }

    @Override
    public void addProducts(Run<A> x, Run<A> y, int depth, A sums, int at, int count) {
        throw new UnsupportedOperationException("BLAS has no products of elements.");
    }
}
