package dev.haiku.tensor;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Ops#interp(Tensor, Tensor, Tensor, java.util.function.UnaryOperator)} gives outside the given points; setters return a
 * copy.
 *
 * @param left the value below the first point; by default that of the first point
 * @param right the value above the last point; by default that of the last point
 * @param extrapolates whether the first and last line go on instead
 * @param period the period of the points, which then need no order
 */
public record InterpOptions(
        @Nullable Double left,
        @Nullable Double right,
        boolean extrapolates,
        @Nullable Double period) {

    static final InterpOptions DEFAULTS = new InterpOptions(null, null, false, null);

    /** {@return this with a value below the first point} */
    public InterpOptions left(double newLeft) {
        return new InterpOptions(newLeft, right, extrapolates, period);
    }

    /** {@return this with a value above the last point} */
    public InterpOptions right(double newRight) {
        return new InterpOptions(left, newRight, extrapolates, period);
    }

    /** {@return this with lines that go on or not} */
    public InterpOptions extrapolates(boolean newExtrapolates) {
        return new InterpOptions(left, right, newExtrapolates, period);
    }

    /** {@return this with a period} */
    public InterpOptions period(double newPeriod) {
        return new InterpOptions(left, right, extrapolates, newPeriod);
    }
}
