/**
 * Looks into models without computing anything: which methods of which modules run on what shapes, with how many parameters and
 * operations ({@link dev.haiku.inspect.Inspect#tabulate}), and which operations a function consists of, as text or as a graph.
 *
 * <p>May use everything public below; only tests and programs use it.
 */
@NullMarked
package dev.haiku.inspect;

import org.jspecify.annotations.NullMarked;
