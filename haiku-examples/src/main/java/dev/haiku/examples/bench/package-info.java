/**
 * Benchmarks: training steps and small functions, measured alone or in turn with other libraries.
 *
 * <p>{@link dev.haiku.examples.bench.Contender} speaks the line protocol of a comparing driver: {@code LIST}, {@code PREP},
 * {@code MEAS}, {@code QUIT}.
 */
@NullMarked
package dev.haiku.examples.bench;

import org.jspecify.annotations.NullMarked;
