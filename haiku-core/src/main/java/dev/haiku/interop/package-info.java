/**
 * Exchange with other array libraries: ND4J's {@code INDArray}.
 *
 * <p>For users only; nothing in Haiku imports it. It needs ND4J's Java library, which is an optional dependency.
 */
@NullMarked
package dev.haiku.interop;

import org.jspecify.annotations.NullMarked;
