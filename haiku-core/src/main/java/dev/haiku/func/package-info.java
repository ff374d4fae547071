/**
 * Transformations of pure functions ({@link dev.haiku.func.Func}): differentiation, batching, staging; and structured
 * control flow ({@link dev.haiku.func.Control}).
 *
 * <p>Imports {@code tree}, {@code tensor} and the interpreters in {@code internal}.
 */
@NullMarked
package dev.haiku.func;

import org.jspecify.annotations.NullMarked;
