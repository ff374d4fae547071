/**
 * Kernels of ND4J's native library and of the OpenBLAS beside it.
 *
 * <p>The only package, besides {@code interop}, that imports {@code org.nd4j}; nothing imports it, since it is found as
 * a service. It drives ND4J's {@code NativeOps} directly, over memory of {@link dev.haiku.internal.exec.BufferPool}.
 * Native calls check next to nothing, so a kernel is offered only for contiguous, non-empty operands of exactly the
 * types that it was tested with.
 */
@NullMarked
package dev.haiku.internal.nd4j;

import org.jspecify.annotations.NullMarked;
