/**
 * Plain Java kernels of every primitive for every element type: the reference in tests and the fallback where nothing faster exists.
 *
 * <p>Imported by nothing; found as a {@link dev.haiku.internal.exec.KernelProvider} service of rank 100. One row per primitive, one
 * file per family ({@code *Kernels}). Floating types compute in {@code double} and round once, others in {@code long} and wrap,
 * block by block in {@link dev.haiku.internal.exec.java.Scratch} arrays. Hot cases have loops over {@code float[]} or {@code int[]}
 * blocks, each a small static method of its own: the JIT compiler of JDK 17 vectorises those, but no loops over direct buffers,
 * while copying blocks in and out costs a tenth of the arithmetic.
 */
@NullMarked
package dev.haiku.internal.exec.java;

import org.jspecify.annotations.NullMarked;
