package dev.haiku.func;

import java.util.OptionalInt;

/**
 * The settings of {@code scan}, edited in its last argument: {@code scan(f, init, xs, o -> o.reverse(true))}.
 *
 * @param reverse whether it runs from the last index to the first; the elements of the result keep the order of {@code
 *     xs}
 * @param length how often it runs, if that is not to be read from {@code xs}
 * @param unroll how many runs one round of the compiled loop holds; a matter of speed only
 */
public record ScanOptions(boolean reverse, OptionalInt length, int unroll) {

    static final ScanOptions DEFAULTS = new ScanOptions(false, OptionalInt.empty(), 1);

    /** Checks the numbers. */
    public ScanOptions {
        if (length.isPresent() && length.getAsInt() < 0) {
            throw new IllegalArgumentException("scan needs a length >= 0, but got " + length.getAsInt() + ".");
        }
        if (unroll < 1) {
            throw new IllegalArgumentException("scan needs unroll >= 1, but got " + unroll + ".");
        }
    }

    /** {@return these options with that direction} */
    public ScanOptions reverse(boolean isReverse) {
        return new ScanOptions(isReverse, length, unroll);
    }

    /** {@return these options with that number of runs, for functions that read no sequence} */
    public ScanOptions length(int runs) {
        return new ScanOptions(reverse, OptionalInt.of(runs), unroll);
    }

    /** {@return these options with that many runs in one round of the compiled loop} */
    public ScanOptions unroll(int runs) {
        return new ScanOptions(reverse, length, runs);
    }
}
