package dev.haiku.ir;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;

/**
 * What is known of a tensor before its numbers: element type and shape. Prints as {@code f32[2, 3]}.
 *
 * @param dtype the element type
 * @param shape the shape
 */
public record TensorType(DType dtype, Shape shape) {

    /** {@return this with another element type} */
    public TensorType withDtype(DType newDtype) {
        return new TensorType(newDtype, shape);
    }

    /** {@return this with another shape} */
    public TensorType withShape(Shape newShape) {
        return new TensorType(dtype, newShape);
    }

    @Override
    public String toString() {
        return dtype.toString() + shape;
    }
}
