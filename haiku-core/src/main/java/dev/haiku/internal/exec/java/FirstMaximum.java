package dev.haiku.internal.exec.java;

import java.util.Arrays;

/**
 * Finds out, for many rows of {@code f32} side by side, which of several numbers is the first of the largest.
 *
 * <p>Written without branches, comparisons and integers, so that the compiler vectorises it: the ordinal of the best
 * number moves to that of the next one by a factor that is 1 if that is larger and 0 if not. Infinities, NaN and the
 * largest finite numbers have no place in that arithmetic; rows that hold one are marked.
 */
final class FirstMaximum {

    /** From here on, floats skip integers. */
    static final int MAX_COUNT = 1 << 24;

    /** The largest ordinal of a row that no number was offered to. */
    private static final int NONE = -1;

    private static final float LARGE = 1e38f;
    private static final float LIMIT = Float.MAX_VALUE;

    private final float[] best = new float[Scratch.BLOCK];
    private final float[] ordinals = new float[Scratch.BLOCK];
    private final float[] magnitudes = new float[Scratch.BLOCK];

    /** Forgets all numbers of the first {@code n} rows. */
    void clear(int n) {
        Arrays.fill(best, 0, n, -LIMIT);
        Arrays.fill(ordinals, 0, n, NONE);
        Arrays.fill(magnitudes, 0, n, 0);
    }

    /** Offers the next number of each row. */
    void offer(float[] numbers, int ordinal, int n) {
        offer(numbers, best, ordinals, magnitudes, ordinal, n);
    }

    /** In two steps even the difference of the closest numbers, times the factor, exceeds 1. */
    private static void offer(float[] x, float[] best, float[] ordinals, float[] magnitudes, float ordinal, int n) {
        for (int i = 0; i < n; i++) {
            float larger = Math.max(best[i], x[i]);
            float isNew = Math.min((larger - best[i]) * LARGE * LARGE, 1f);
            ordinals[i] += isNew * (ordinal - ordinals[i]);
            best[i] = larger;
            magnitudes[i] = Math.max(magnitudes[i], Math.abs(x[i]));
        }
    }

    /** Marks a row, since not all its numbers are offered. */
    void mark(int row) {
        magnitudes[row] = LIMIT;
    }

    /** {@return whether a row must be searched in another way} */
    boolean isMarked(int row) {
        return !(magnitudes[row] < LIMIT);
    }

    /** {@return which number of a row is the first of the largest, or a negative number if none was offered} */
    int ordinal(int row) {
        return (int) ordinals[row];
    }
}
