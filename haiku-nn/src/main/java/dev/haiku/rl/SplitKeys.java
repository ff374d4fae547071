package dev.haiku.rl;

import dev.haiku.random.Key;

/**
 * Keys for the tensors of a tree.
 *
 * @param next a key to go on with
 * @param keys the words {@code u32[2]} of a key in the place of each tensor; {@code new Key(words)} makes the key
 * @param <T> the tree
 */
public record SplitKeys<T>(Key next, T keys) {}
