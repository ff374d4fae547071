/**
 * The network modules of Haiku, one file each, and the functions that go with them.
 *
 * <p>Imports {@code dev.haiku.nn.init} and only public packages of the core; what a module needs beyond that, no user
 * could write.
 */
@NullMarked
package dev.haiku.nn;

import org.jspecify.annotations.NullMarked;
