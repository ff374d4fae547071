/**
 * Less common optimisers, after {@code optax.contrib}; {@link dev.haiku.optim.contrib.Contrib} is the entrance.
 *
 * <p>Imports optimisers, trees and tensors, no modules.
 */
@NullMarked
package dev.haiku.optim.contrib;

import org.jspecify.annotations.NullMarked;
