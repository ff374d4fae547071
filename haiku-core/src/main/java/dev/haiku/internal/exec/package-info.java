/**
 * Execution: native buffers and their pool, the kernel interface, concrete tensors, the eager interpreter and compiled plans.
 *
 * <p>Imports {@code tensor}, {@code ir}, {@code array} and {@code internal.simplify}. Kernels come from {@link dev.haiku.internal.exec.KernelProvider}
 * services; whoever adds a kernel adds it to a provider, not here.
 */
@NullMarked
package dev.haiku.internal.exec;

import org.jspecify.annotations.NullMarked;
