/**
 * Batching: running a function on many arguments at once, stacked along a mapped axis; {@code vmap}.
 *
 * <p>Imports {@code tensor}, {@code ir}, {@code internal.staging} and {@code internal.exec}. Inside, the mapped axis is always the first one of the stacked value; a
 * rule says what a primitive does to stacked operands. A new primitive is one row in the table of its family.
 */
@NullMarked
package dev.haiku.internal.batching;

import org.jspecify.annotations.NullMarked;
