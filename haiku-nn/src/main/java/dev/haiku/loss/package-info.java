/**
 * Loss functions, after {@code optax.losses}; {@link dev.haiku.loss.Losses} is the entrance.
 *
 * <p>Imports only tensors of the core, no modules.
 */
@NullMarked
package dev.haiku.loss;

import org.jspecify.annotations.NullMarked;
