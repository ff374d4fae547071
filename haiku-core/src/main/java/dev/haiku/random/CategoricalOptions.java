package dev.haiku.random;

import dev.haiku.array.Shape;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Random#categorical} draws; setters return a copy.
 *
 * @param axis the axis of the categories, the last one by default
 * @param shape the shape of the samples, which ends in the batch shape of the logits; by default it is that
 * @param replace whether a category may be drawn more than once; the default
 * @param mode the bits spent on a sample
 */
public record CategoricalOptions(int axis, @Nullable Shape shape, boolean replace, SamplingMode mode) {

    static final CategoricalOptions DEFAULTS = new CategoricalOptions(-1, null, true, SamplingMode.LOW);

    /** {@return this with another axis} */
    public CategoricalOptions axis(int newAxis) {
        return new CategoricalOptions(newAxis, shape, replace, mode);
    }

    /** {@return this with another shape} */
    public CategoricalOptions shape(Shape newShape) {
        return new CategoricalOptions(axis, newShape, replace, mode);
    }

    /** {@return this with a shape of those sizes} */
    public CategoricalOptions shape(int... dims) {
        return shape(Shape.of(dims));
    }

    /** {@return this with or without replacement} */
    public CategoricalOptions replace(boolean newReplace) {
        return new CategoricalOptions(axis, shape, newReplace, mode);
    }

    /** {@return this with another mode} */
    public CategoricalOptions mode(SamplingMode newMode) {
        return new CategoricalOptions(axis, shape, replace, newMode);
    }
}
