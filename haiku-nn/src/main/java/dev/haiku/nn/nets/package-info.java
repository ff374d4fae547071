/**
 * Whole networks made of the modules in {@code dev.haiku.nn}: Haiku's {@code hk.nets}.
 *
 * <p>Imports {@code dev.haiku.nn} and what that imports.
 */
@NullMarked
package dev.haiku.nn.nets;

import org.jspecify.annotations.NullMarked;
