/**
 * Loss functions, after {@code optax.losses}; {@link dev.haiku.loss.Losses} is the entrance.
 *
 * <p>Imports tensors of the core and projections of {@code dev.haiku.optim}, no modules.
 */
@NullMarked
package dev.haiku.loss;

import org.jspecify.annotations.NullMarked;
