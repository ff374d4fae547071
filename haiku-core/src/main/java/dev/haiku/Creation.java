package dev.haiku;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;

/**
 * The making of a parameter or state entry, which each {@link Creator} may change for the next one.
 *
 * @param variable what is made, as it was asked for
 * @param shape the shape to make
 * @param dtype the element type to make
 * @param init the initialiser to use
 */
public record Creation(Variable variable, Shape shape, DType dtype, Initializer init) {

    /** {@return this with another shape} */
    public Creation shape(Shape newShape) {
        return new Creation(variable, newShape, dtype, init);
    }

    /** {@return this with another element type} */
    public Creation dtype(DType newDtype) {
        return new Creation(variable, shape, newDtype, init);
    }

    /** {@return this with another initialiser} */
    public Creation init(Initializer newInit) {
        return new Creation(variable, shape, dtype, newInit);
    }
}
