package dev.haiku.testing;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.function.DoublePredicate;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.data.Offset;

/** Assertions about a {@link Tensor}, from {@link HaikuAssertions#assertThat(Tensor)}. */
public final class TensorAssert extends AbstractAssert<TensorAssert, Tensor> {

    TensorAssert(Tensor actual) {
        super(actual, TensorAssert.class);
    }

    /** Checks the shape. */
    public TensorAssert hasShape(int... dims) {
        return hasShape(Shape.of(dims));
    }

    /** Checks the shape. */
    public TensorAssert hasShape(Shape expected) {
        isNotNull();
        if (!actual.shape().equals(expected)) {
            failWithMessage("Expected a tensor of shape %s, but got %s.", expected, actual.type());
        }
        return this;
    }

    /** Checks the element type. */
    public TensorAssert hasDtype(DType expected) {
        isNotNull();
        if (actual.dtype() != expected) {
            failWithMessage("Expected a tensor of %s, but got %s.", expected, actual.type());
        }
        return this;
    }

    /** Checks element type and shape, such as {@code f32[2, 3]}. */
    public TensorAssert hasType(String expected) {
        isNotNull();
        if (!actual.type().toString().equals(expected)) {
            failWithMessage("Expected a tensor of type %s, but got %s.", expected, actual.type());
        }
        return this;
    }

    /**
     * Checks the shape and that each number is at most so far from the expected one; NaN and infinities are close to
     * themselves only.
     */
    public TensorAssert isCloseTo(Tensor expected, Offset<Double> offset) {
        return isCloseTo(expected, new Closeness(0, offset.value));
    }

    /** Checks the shape and that the error of each number is at most {@code absolute + relative * |expected|}. */
    public TensorAssert isCloseTo(Tensor expected, double relative, double absolute) {
        return isCloseTo(expected, new Closeness(relative, absolute));
    }

    private TensorAssert isCloseTo(Tensor expected, Closeness closeness) {
        hasShape(expected.shape());
        closeness
                .difference(actual.toHost(), expected.toHost())
                .ifPresent(difference -> failWithMessage(
                        "Expected tensor of shape %s to be close to the expected one within %s,%nbut %s",
                        actual.shape(), closeness, difference));
        return this;
    }

    /** Checks that type and numbers are those of another tensor. */
    public TensorAssert hasSameNumbersAs(Tensor expected) {
        hasType(expected.type().toString());
        return isCloseTo(expected, new Closeness(0, 0));
    }

    /** Checks the numbers, in row-major order, and that there are no more. */
    public TensorAssert containsExactly(double... expected) {
        isNotNull();
        if (actual.size() != expected.length) {
            failWithMessage("Expected a tensor of %d elements, but got %s.", expected.length, actual.type());
        }
        var numbers = HostArray.fromDoubles(actual.dtype(), actual.shape(), i -> expected[i]);
        return isCloseTo(Tensor.of(numbers), new Closeness(0, 0));
    }

    /** Checks that no number is NaN or infinite. */
    public TensorAssert isFinite() {
        return eachIs("finite", Double::isFinite);
    }

    /** Checks that all numbers are in {@code [lowest, highest]}. */
    public TensorAssert isBetween(double lowest, double highest) {
        return eachIs("in [" + lowest + ", " + highest + "]", number -> number >= lowest && number <= highest);
    }

    private TensorAssert eachIs(String what, DoublePredicate condition) {
        isNotNull();
        var numbers = actual.toHost();
        for (int i = 0; i < numbers.size(); i++) {
            if (!condition.test(numbers.getDouble(i))) {
                failWithMessage(
                        "Expected all numbers of %s to be %s, but at %s there is %s.",
                        actual.type(), what, Closeness.position(i, actual.shape()), (float) numbers.getDouble(i));
            }
        }
        return this;
    }
}
