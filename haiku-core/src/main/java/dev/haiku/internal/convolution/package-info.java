/**
 * Convolutions as sums over strided memory: phases without input dilation, their axes, blocks and patches.
 *
 * <p>Index arithmetic that the kernels of all providers share; knows primitives and shapes, no memory.
 */
@NullMarked
package dev.haiku.internal.convolution;

import org.jspecify.annotations.NullMarked;
