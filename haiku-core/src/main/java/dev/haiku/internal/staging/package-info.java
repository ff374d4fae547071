/**
 * Staging: running a function on tracers to record the program that it computes, and {@code jit}'s cache of such programs.
 *
 * <p>Imports {@code tree}, {@code tensor}, {@code ir} and, to run and compile programs, {@code internal.exec}. A staged tracer belongs to the interpreter that made it; whatever
 * else meets it there is a constant: scalars become literals, the rest is captured and becomes a leading input.
 */
@NullMarked
package dev.haiku.internal.staging;

import org.jspecify.annotations.NullMarked;
