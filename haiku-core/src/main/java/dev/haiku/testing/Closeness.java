package dev.haiku.testing;

import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import java.util.Arrays;
import java.util.Optional;

/**
 * How close numbers must be: the error at most {@code absolute + relative * |expected|}.
 *
 * @param relative how much of the expected number
 * @param absolute how much in any case
 */
record Closeness(double relative, double absolute) {

    /** What is too far. */
    private record Worst(int count, int index, double error) {}

    /** Checks the tolerances. */
    Closeness {
        if (!(relative >= 0) || !(absolute >= 0)) {
            throw new IllegalArgumentException("A tolerance must be 0 or more, but got " + relative + " (relative) and "
                    + absolute + " (absolute).");
        }
    }

    /** {@return in words how two arrays of one shape differ, or nothing if they are close} */
    Optional<String> difference(HostArray actual, HostArray expected) {
        int count = 0;
        int index = 0;
        double largest = -1;
        for (int i = 0; i < actual.size(); i++) {
            double error = error(actual.getDouble(i), expected.getDouble(i));
            boolean isClose = error == 0 || error <= absolute + relative * Math.abs(expected.getDouble(i));
            if (!isClose) {
                count++;
                if (!(error <= largest)) {
                    largest = error;
                    index = i;
                }
            }
        }
        return count == 0 ? Optional.empty() : Optional.of(words(new Worst(count, index, largest), actual, expected));
    }

    private static double error(double actual, double expected) {
        boolean isSame = actual == expected || (Double.isNaN(actual) && Double.isNaN(expected));
        return isSame ? 0 : Math.abs(actual - expected);
    }

    private static String words(Worst worst, HostArray actual, HostArray expected) {
        return worst.count + " of " + actual.size() + (actual.size() == 1 ? " element" : " elements")
                + (worst.count == 1 ? " differs" : " differ") + "; the largest error is " + (float) worst.error
                + " at " + position(worst.index, actual.shape()) + ":\n  expected: " + text(expected, worst.index)
                + "\n  but was:  " + text(actual, worst.index);
    }

    private static String text(HostArray numbers, int index) {
        if (numbers.dtype().isFloating()) {
            boolean isDouble = numbers.dtype().bytes() == Double.BYTES;
            return isDouble
                    ? String.valueOf(numbers.getDouble(index))
                    : String.valueOf((float) numbers.getDouble(index));
        }
        return String.valueOf(numbers.getLong(index));
    }

    /** {@return the position of an element in row-major order, such as {@code [1, 2]}} */
    static String position(int index, Shape shape) {
        var position = new int[shape.rank()];
        int rest = index;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            position[axis] = rest % shape.dim(axis);
            rest /= shape.dim(axis);
        }
        return Arrays.toString(position);
    }

    @Override
    public String toString() {
        return relative == 0 ? String.valueOf(absolute) : absolute + " (relative " + relative + ")";
    }
}
