package dev.haiku.examples.rl;

import dev.haiku.tensor.Tensor;

/**
 * What an actor saw and did in T steps.
 *
 * @param observations observations {@code [T + 1, n]}
 * @param logits logits {@code [T, actions]} of the policy by which it acted
 * @param actions actions {@code i32[T]}
 * @param rewards rewards {@code [T]}
 * @param discounts discounts {@code [T]}
 */
record Trajectory(Tensor observations, Tensor logits, Tensor actions, Tensor rewards, Tensor discounts) {}
