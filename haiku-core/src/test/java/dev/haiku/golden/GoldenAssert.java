package dev.haiku.golden;

import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;

/** Compares results with the reference values of a case; failures name the case and the key. */
public final class GoldenAssert {

    private static final Shape STORED_SCALAR = Shape.of(1);

    private GoldenAssert() {}

    /** Checks a result against the case's tensor of that key, as closely as the case demands. */
    public static void check(GoldenCase golden, String key, HostArray actual) {
        check(golden.name() + " " + key, golden.tensor(key), actual, golden.tolerance(key));
    }

    /**
     * Checks a result against a reference: shape, element type, numbers.
     *
     * @param what the name of the result in messages
     * @param expected the reference; a scalar result matches a reference of shape {@code [1]}
     * @param actual the result
     * @param tolerance how closely it must match
     */
    public static void check(String what, HostArray expected, HostArray actual, Tolerance tolerance) {
        boolean isScalar = actual.shape().rank() == 0 && expected.shape().equals(STORED_SCALAR);
        if (!isScalar && !actual.shape().equals(expected.shape())) {
            throw new AssertionError(
                    what + ": expected shape " + expected.shape() + ", but was " + actual.shape() + ".");
        }
        if (actual.dtype() != expected.dtype()) {
            throw new AssertionError(what + ": expected " + expected.dtype() + ", but was " + actual.dtype() + ".");
        }
        tolerance.firstMismatch(actual, expected).ifPresent(index -> {
            throw new AssertionError(mismatch(what, expected, actual, tolerance, index));
        });
    }

    private static String mismatch(String what, HostArray expected, HostArray actual, Tolerance tolerance, int first) {
        long count = 0;
        for (int i = first; i < expected.size(); i++) {
            if (!tolerance.matches(actual, expected, i)) {
                count++;
            }
        }
        return what + ": " + count + " of " + expected.size() + " elements differ by more than " + tolerance
                + "; the first at " + first + ": expected " + element(expected, first) + ", but was "
                + element(actual, first) + ".\n  expected: " + expected + "\n  but was:  " + actual;
    }

    private static String element(HostArray array, int index) {
        return array.dtype().isFloating()
                ? String.valueOf(array.getDouble(index))
                : String.valueOf(array.getLong(index));
    }
}
