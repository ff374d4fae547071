/**
 * Optimisers as chains of gradient transformations, after optax; {@link dev.haiku.optim.Optimizers} is the entrance.
 *
 * <p>Works on trees of any kind and imports only trees and tensors of the core, no modules.
 */
@NullMarked
package dev.haiku.optim;

import org.jspecify.annotations.NullMarked;
