package dev.haiku.random;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Random#choice} draws; setters return a copy.
 *
 * @param shape how many to draw, as a shape; the default is one
 * @param replace whether an entry may be drawn more than once; the default
 * @param p the probabilities of the entries, {@code [n]}; equal ones by default
 * @param axis the axis along which entries are drawn, 0 by default
 * @param mode the bits spent when drawing without replacement by probabilities
 */
public record ChoiceOptions(
        Shape shape, boolean replace, @Nullable Tensor p, int axis, SamplingMode mode) {

    static final ChoiceOptions DEFAULTS = new ChoiceOptions(Shape.SCALAR, true, null, 0, SamplingMode.LOW);

    /** {@return this with another shape} */
    public ChoiceOptions shape(Shape newShape) {
        return new ChoiceOptions(newShape, replace, p, axis, mode);
    }

    /** {@return this with a shape of those sizes} */
    public ChoiceOptions shape(int... dims) {
        return shape(Shape.of(dims));
    }

    /** {@return this with or without replacement} */
    public ChoiceOptions replace(boolean newReplace) {
        return new ChoiceOptions(shape, newReplace, p, axis, mode);
    }

    /** {@return this with those probabilities} */
    public ChoiceOptions p(Tensor probabilities) {
        return new ChoiceOptions(shape, replace, probabilities, axis, mode);
    }

    /** {@return this with another axis} */
    public ChoiceOptions axis(int newAxis) {
        return new ChoiceOptions(shape, replace, p, newAxis, mode);
    }

    /** {@return this with another mode} */
    public ChoiceOptions mode(SamplingMode newMode) {
        return new ChoiceOptions(shape, replace, p, axis, newMode);
    }
}
