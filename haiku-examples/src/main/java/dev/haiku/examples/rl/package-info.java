/** Agents that learn to play: Q-learning, Q(λ), DQN, PopArt and an actor-critic with V-trace, on Catch and CartPole. */
@NullMarked
package dev.haiku.examples.rl;

import org.jspecify.annotations.NullMarked;
