/**
 * The intermediate representation: primitives with their type rules, programs of them, their printer and checker.
 *
 * <p>Imports only {@code dev.haiku.array}; tensors, transformations and executors are written in its terms.
 */
@NullMarked
package dev.haiku.ir;

import org.jspecify.annotations.NullMarked;
