package dev.haiku.internal.nd4j;

import dev.haiku.internal.exec.Buffer;

/** A product of two matrices, prepared for their sizes and layouts. */
interface MatrixProduct extends AutoCloseable {

    /** Says where the operands and the result are; holds until the next call. */
    void bind(Buffer left, Buffer right, Buffer result);

    /** Multiplies the matrices that start at those elements. */
    void multiply(int left, int right, int result);

    /** Frees native resources. */
    @Override
    default void close() {}
}
