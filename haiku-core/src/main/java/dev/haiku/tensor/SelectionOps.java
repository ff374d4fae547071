package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The part of {@link Ops} that chooses elements by conditions.
 *
 * <p>Shapes do not depend on numbers. So what picks a number of elements that is not known takes the {@code size} of its result: of
 * more elements it picks the first ones, and it fills up with a number if there are fewer. Without a size it needs concrete tensors.
 */
abstract class SelectionOps extends BitOps {

    SelectionOps() {}

    /**
     * {@return for each element that of the first choice whose condition is not zero; 0 where none is}
     *
     * @throws dev.haiku.array.ShapeException if there are no conditions, not as many as choices, or the shapes do not fit
     */
    public static Tensor select(List<Tensor> conditions, List<Tensor> choices) {
        return select(conditions, choices, Tensor.scalar(DType.BOOL, 0));
    }

    /** {@return for each element that of the first choice whose condition is not zero, or {@code otherwise}; all broadcast} */
    public static Tensor select(List<Tensor> conditions, List<Tensor> choices, Tensor otherwise) {
        checkBranches("select", conditions, choices);
        var result = otherwise;
        for (int i = conditions.size() - 1; i >= 0; i--) {
            result = where(conditions.get(i), choices.get(i), result);
        }
        return result;
    }

    /** {@return for each element that of the first choice whose condition is not zero, or a number} */
    public static Tensor select(List<Tensor> conditions, List<Tensor> choices, double otherwise) {
        var dtype = Operands.dtype(choices.toArray(Tensor[]::new)).promoteWithFloat();
        return select(conditions, choices, Tensor.scalar(dtype, otherwise));
    }

    /**
     * {@return for each element that of the case with the number {@code which}, moved into range; a {@code bool} chooses of two}
     *
     * @param which integers or {@code bool} of the cases' shape, or a scalar
     * @throws dev.haiku.array.ShapeException if there is no case, or the shapes do not fit
     */
    public static Tensor selectN(Tensor which, List<Tensor> cases) {
        return choose(which.dtype().isBool() ? which.cast(DType.I32) : which, cases, IndexMode.CLIP);
    }

    private static void checkBranches(String op, List<Tensor> conditions, List<?> choices) {
        check(
                !conditions.isEmpty() && conditions.size() == choices.size(),
                op,
                "needs one choice for each of at least one condition, but got " + conditions.size() + " conditions and "
                        + choices.size() + " choices.");
    }

    /**
     * {@return for each element the function of the last condition that is not zero, or that behind all of them, or 0}
     *
     * <p>All functions run on the whole tensor. The result has its element type.
     *
     * @param functions one for each condition, and if wanted one more for elements that meet none
     * @throws dev.haiku.array.ShapeException if the numbers of conditions and functions do not fit
     */
    public static Tensor piecewise(Tensor x, List<Tensor> conditions, List<UnaryOperator<Tensor>> functions) {
        int count = conditions.size();
        boolean hasDefault = functions.size() == count + 1;
        checkBranches("piecewise", conditions, functions.subList(0, functions.size() - (hasDefault ? 1 : 0)));
        var result = hasDefault ? functions.get(count).apply(x).cast(x.dtype()) : zerosLike(x);
        for (int i = 0; i < count; i++) {
            result = where(conditions.get(i), functions.get(i).apply(x).cast(x.dtype()), result);
        }
        return result;
    }

    /** {@return the positions of elements that are not zero: one {@code i32} vector for each axis; x must be concrete} */
    public static List<Tensor> nonzero(Tensor x) {
        return nonzero(x, count(x));
    }

    /** {@return the positions of the first {@code size} elements that are not zero, filled up with 0} */
    public static List<Tensor> nonzero(Tensor x, int size) {
        return nonzero(x, size, 0);
    }

    /**
     * {@return the positions of the first {@code size} elements that are not zero: one {@code i32} vector for each axis, filled up}
     *
     * @throws dev.haiku.array.ShapeException if x is a scalar
     */
    public static List<Tensor> nonzero(Tensor x, int size, int fillValue) {
        check(x.rank() > 0, "nonzero", "needs axes, but got a scalar. Use atLeast1d first.");
        var picked = Picked.of(truth(ravel(x)), size);
        return RearrangeOps.unravelIndex(picked.positions(), x.shape()).stream()
                .map(axis -> picked.valid(axis, fillValue))
                .toList();
    }

    /** {@return the positions of the first {@code size} elements that are not zero; the same as {@link #nonzero(Tensor, int)}} */
    public static List<Tensor> where(Tensor condition, int size) {
        return nonzero(condition, size);
    }

    /** {@return the positions of elements that are not zero, {@code [count, rank]}; x must be concrete} */
    public static Tensor argwhere(Tensor x) {
        return argwhere(x, count(x), 0);
    }

    /** {@return the positions of the first {@code size} elements that are not zero, {@code [size, rank]}, filled up} */
    public static Tensor argwhere(Tensor x, int size, int fillValue) {
        return stack(nonzero(x, size, fillValue), -1);
    }

    /** {@return the row-major positions of elements that are not zero; x must be concrete} */
    public static Tensor flatnonzero(Tensor x) {
        return flatnonzero(x, count(x), 0);
    }

    /** {@return the row-major positions of the first {@code size} elements that are not zero, filled up} */
    public static Tensor flatnonzero(Tensor x, int size, int fillValue) {
        return nonzero(ravel(x), size, fillValue).get(0);
    }

    /** {@return the parts at positions of an axis whose condition is not zero; the condition must be concrete} */
    public static Tensor compress(Tensor condition, Tensor x, int axis) {
        return compress(condition, x, axis, count(condition), 0);
    }

    /**
     * {@return the first {@code size} parts at positions of an axis whose condition is not zero, filled up}
     *
     * @param condition a vector; positions behind its end are not picked
     * @throws dev.haiku.array.ShapeException if it is no vector or longer than the axis
     */
    public static Tensor compress(Tensor condition, Tensor x, int axis, int size, double fillValue) {
        int normal = Operands.axis("compress", axis, x.shape());
        check(
                condition.rank() == 1 && condition.dim(0) <= x.dim(normal),
                "compress",
                "needs a vector of at most " + x.dim(normal) + " conditions for axis " + axis + " of shape " + x.shape()
                        + ", but got shape " + condition.shape() + ".");
        var picked = Picked.of(truth(condition), size);
        var shape = x.shape().with(normal, size);
        if (x.dim(normal) == 0) {
            return full(shape, fillValue, x.dtype());
        }
        var ones = IntStream.range(normal + 1, x.rank()).map(i -> i - normal).toArray();
        var parts = take(x, picked.positions(), normal, IndexMode.CLIP);
        var isValid = RearrangeOps.broadcastToRank(expandDims(picked.isValid(), ones), x.rank());
        return where(isValid, parts, Tensor.scalar(x.dtype(), fillValue));
    }

    /** {@return the elements whose condition is not zero, in row-major order; the condition must be concrete} */
    public static Tensor extract(Tensor condition, Tensor x) {
        return extract(condition, x, count(condition), 0);
    }

    /** {@return the first {@code size} elements whose condition is not zero, in row-major order, filled up} */
    public static Tensor extract(Tensor condition, Tensor x, int size, double fillValue) {
        return compress(ravel(condition), ravel(x), 0, size, fillValue);
    }

    /**
     * {@return the tensor with values, in row-major order and again from the first one when they are used up, where a mask is not zero}
     *
     * @throws dev.haiku.array.ShapeException if the mask has another number of elements
     */
    public static Tensor place(Tensor x, Tensor mask, Tensor values) {
        check(
                mask.size() == x.size(),
                "place",
                "mask of shape " + mask.shape() + " does not fit shape " + x.shape() + ".");
        if (values.size() == 0) {
            return x;
        }
        var chosen = reshape(truth(mask), x.shape());
        var ordinal = cumsum(ravel(chosen).cast(DType.I32), 0).sub(1);
        var drawn = take(ravel(values), ordinal, 0, IndexMode.WRAP).cast(x.dtype());
        return where(chosen, reshape(drawn, x.shape()), x);
    }

    private static int count(Tensor x) {
        return (int) countNonzero(x).itemLong();
    }

    /**
     * The first places where a vector is true, and how many of them are real.
     *
     * @param positions the {@code i32} places, 0 where there is none
     * @param isValid whether there is one
     */
    record Picked(Tensor positions, Tensor isValid) {

        static Picked of(Tensor mask, int size) {
            var ordinal = cumsum(mask.cast(DType.I32), 0).sub(1);
            var target = where(mask, ordinal, size);
            var positions = zeros(Shape.of(size), DType.I32);
            var filled = mask.size() == 0 || size == 0
                    ? positions
                    : at(positions, target).set(iota(DType.I32, (int) mask.size()));
            return new Picked(filled, iota(DType.I32, size).lt(countNonzero(mask)));
        }

        /** {@return the values where there is a place, else a number} */
        Tensor valid(Tensor values, long fillValue) {
            return where(isValid, values, fillValue);
        }
    }
}
