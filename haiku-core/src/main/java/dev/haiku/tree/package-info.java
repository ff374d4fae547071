/**
 * Trees: nested records, lists, maps, arrays and optionals with tensors as leaves, taken apart and put together again.
 *
 * <p>Imports {@code tensor} and {@code array} only; the transformations flatten their arguments and results with it.
 * Reflection on user types happens here only.
 */
@NullMarked
package dev.haiku.tree;

import org.jspecify.annotations.NullMarked;
