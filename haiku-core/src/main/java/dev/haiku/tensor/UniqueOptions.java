package dev.haiku.tensor;

import org.jspecify.annotations.Nullable;

/**
 * How {@link Ops#unique} compares and fills up; setters return a copy.
 *
 * @param axis the axis whose parts are compared; by default the elements of the whole tensor are
 * @param equalNan whether NaN equals NaN, as it does by default
 * @param fillValue what fills up the values; by default the smallest of them
 */
public record UniqueOptions(
        @Nullable Integer axis, boolean equalNan, @Nullable Double fillValue) {

    static final UniqueOptions DEFAULTS = new UniqueOptions(null, true, null);

    /** {@return this with an axis whose parts are compared} */
    public UniqueOptions axis(int newAxis) {
        return new UniqueOptions(newAxis, equalNan, fillValue);
    }

    /** {@return this with NaN equal to NaN or not} */
    public UniqueOptions equalNan(boolean newEqualNan) {
        return new UniqueOptions(axis, newEqualNan, fillValue);
    }

    /** {@return this with values filled up so} */
    public UniqueOptions fillValue(double newFillValue) {
        return new UniqueOptions(axis, equalNan, newFillValue);
    }
}
