package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** An associative function that reductions and running totals fold with, for doubles and longs, and what they start from. */
enum Fold {
    /** Adds up. */
    SUM(Double::sum, Long::sum),
    /** Multiplies. */
    PROD((x, y) -> x * y, (x, y) -> x * y),
    /** Takes the larger. */
    MAX(Math::max, Math::max),
    /** Takes the smaller. */
    MIN(Math::min, Math::min),
    /** Takes the logarithm of the sum of exponentials. */
    LOGSUMEXP(Fold::logAddExp, (x, y) -> {
        throw new IllegalStateException("Integers have no exponentials.");
    });

    private final DoubleBinaryOperator doubles;
    private final LongBinaryOperator longs;

    Fold(DoubleBinaryOperator doubles, LongBinaryOperator longs) {
        this.doubles = doubles;
        this.longs = longs;
    }

    DoubleBinaryOperator doubles() {
        return doubles;
    }

    LongBinaryOperator longs() {
        return longs;
    }

    /** {@return the value that changes nothing} */
    double identity() {
        return switch (this) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX, LOGSUMEXP -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
        };
    }

    /** {@return the value of an integer type or {@code bool} that changes nothing} */
    long identity(DType dtype) {
        return switch (this) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX, LOGSUMEXP -> Limits.lowest(dtype);
            case MIN -> Limits.highest(dtype);
        };
    }

    private static double logAddExp(double x, double y) {
        double larger = Math.max(x, y);
        double gap = Math.min(x, y) - larger;
        // infinities of one sign have no difference
        return Double.isNaN(gap) ? x + y : larger + Math.log1p(Math.exp(gap));
    }
}
