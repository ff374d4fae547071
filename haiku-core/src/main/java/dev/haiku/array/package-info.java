/**
 * Plain data: element types, shapes and host-side arrays.
 *
 * <p>Imports nothing of the project; everything else may import it.
 */
@NullMarked
package dev.haiku.array;

import org.jspecify.annotations.NullMarked;
