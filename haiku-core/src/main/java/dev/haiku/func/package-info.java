/**
 * Transformations of pure functions: differentiation, staging and their results; {@link dev.haiku.func.Func} is the
 * entrance.
 *
 * <p>Imports {@code tree}, {@code tensor} and the interpreters in {@code internal}.
 */
@NullMarked
package dev.haiku.func;

import org.jspecify.annotations.NullMarked;
