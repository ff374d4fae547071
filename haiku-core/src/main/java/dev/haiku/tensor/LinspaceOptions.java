package dev.haiku.tensor;

import dev.haiku.array.DType;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Ops#linspace(Tensor, Tensor, int, java.util.function.UnaryOperator)} spaces numbers; setters return a copy.
 *
 * @param endpoint whether the last number is the end, as by default, else one step before it
 * @param axis the place of the new axis in the result, 0 by default
 * @param dtype the element type; by default the ends' one
 */
public record LinspaceOptions(
        boolean endpoint, int axis, @Nullable DType dtype) {

    static final LinspaceOptions DEFAULTS = new LinspaceOptions(true, 0, null);

    /** {@return this with or without the end} */
    public LinspaceOptions endpoint(boolean newEndpoint) {
        return new LinspaceOptions(newEndpoint, axis, dtype);
    }

    /** {@return this with another axis} */
    public LinspaceOptions axis(int newAxis) {
        return new LinspaceOptions(endpoint, newAxis, dtype);
    }

    /** {@return this with another element type} */
    public LinspaceOptions dtype(DType newDtype) {
        return new LinspaceOptions(endpoint, axis, newDtype);
    }
}
