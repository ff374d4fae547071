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
    MIN(Math::min, Math::min);

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
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
        };
    }

    /** {@return the value of an integer type or {@code bool} that changes nothing} */
    long identity(DType dtype) {
        return switch (this) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX -> Limits.lowest(dtype);
            case MIN -> Limits.highest(dtype);
        };
    }
}
