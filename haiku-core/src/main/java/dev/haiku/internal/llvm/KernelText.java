package dev.haiku.internal.llvm;

import java.util.Set;

/**
 * A kernel as text: a function {@code (ptr table, i64 lo, i64 hi)} that computes units {@code lo} to {@code hi - 1}, which
 * any threads may do in any order.
 *
 * @param name the function's name
 * @param text the function
 * @param units the number of units
 * @param work about how many elements of simple work all units are
 * @param mathFunctions what it calls of {@link MathLibrary}
 */
record KernelText(String name, String text, long units, long work, Set<String> mathFunctions) {}
