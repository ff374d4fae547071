package dev.haiku.internal.nd4j;

import dev.haiku.internal.exec.Storage;
import org.bytedeco.javacpp.Pointer;

/**
 * A block of numbers in native memory that one thread computes with.
 *
 * @param <V> the type of its view in Java
 * @param <P> the type of its native pointer
 * @param storage the memory
 * @param view the memory as Java reads and writes it
 * @param pointer the memory as BLAS does
 */
record ConvPanel<V, P extends Pointer>(Storage storage, V view, P pointer) {}
