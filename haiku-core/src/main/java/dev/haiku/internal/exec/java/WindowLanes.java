package dev.haiku.internal.exec.java;

import dev.haiku.internal.exec.Slot;

/**
 * How windows of one kind of numbers are folded, many of them side by side in arrays.
 *
 * @param <A> the array type
 */
interface WindowLanes<A> {

    /** {@return an array of that length} */
    A allocate(int length);

    /** Fills places with what changes nothing. */
    void clear(A lanes, int at, int n);

    /** Reads elements of a slot. */
    void load(Slot slot, int at, A to, int toAt, int n);

    /** Writes the first places to a slot. */
    void store(A lanes, Slot slot, int at, int n);

    /** Folds neighbours into neighbouring places. */
    void fold(A from, int at, A to, int toAt, int n);

    /** Folds elements that are {@code step} apart into places that are {@code toStep} apart. */
    void fold(A from, int at, int step, A to, int toAt, int toStep, int n);
}
