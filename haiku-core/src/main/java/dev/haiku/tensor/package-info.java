/**
 * Tensors and the NumPy, lax and jax.nn vocabulary on them.
 *
 * <p>Knows primitives ({@code dev.haiku.ir}) and one interface that runs them, {@link dev.haiku.tensor.Interpreter}; the
 * interpreters themselves live above and are installed by the transformations.
 *
 * <p>Numbers are real. What needs complex ones is left out: Fourier transforms, and eigenvalues of matrices that are not symmetric.
 */
@NullMarked
package dev.haiku.tensor;

import org.jspecify.annotations.NullMarked;
