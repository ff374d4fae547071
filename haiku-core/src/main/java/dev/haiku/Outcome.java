package dev.haiku;

/**
 * The result of a function that ran in a frame of its own, and what it changed there; a tree.
 *
 * @param result the result
 * @param changes the entries that are new or have another value, and the keys
 * @param <R> the result's type
 */
record Outcome<R>(R result, FrameValues changes) {}
