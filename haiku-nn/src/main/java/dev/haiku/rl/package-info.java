/**
 * Reinforcement learning: the functions of RLax, under their names; {@link dev.haiku.rl.Rlax} is the entrance.
 *
 * <p>Imports tensors and transformations of the core, no modules, optimisers or losses.
 */
@NullMarked
package dev.haiku.rl;

import org.jspecify.annotations.NullMarked;
