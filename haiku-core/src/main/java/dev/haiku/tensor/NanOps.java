package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.axesOrAll;

import dev.haiku.array.DType;
import java.util.List;

/** The part of {@link Ops} with reductions that pass over NaN. Integers reduce as without {@code nan}. */
abstract class NanOps extends MaskedOps {

    NanOps() {}

    /** {@return the sum over axes of what is not NaN, all axes if none is given} */
    public static Tensor nansum(Tensor x, int... axes) {
        return nansum(x, axesOrAll("nansum", axes, x.shape()), Dims.DROP);
    }

    /** {@return the sum over axes of what is not NaN} */
    public static Tensor nansum(Tensor x, List<Integer> axes, Dims dims) {
        return sum(without(x, 0), axes, dims);
    }

    /** {@return the product over axes of what is not NaN, all axes if none is given} */
    public static Tensor nanprod(Tensor x, int... axes) {
        return nanprod(x, axesOrAll("nanprod", axes, x.shape()), Dims.DROP);
    }

    /** {@return the product over axes of what is not NaN} */
    public static Tensor nanprod(Tensor x, List<Integer> axes, Dims dims) {
        return prod(without(x, 1), axes, dims);
    }

    /** {@return the arithmetic mean over axes of what is not NaN, all axes if none is given; NaN of nothing} */
    public static Tensor nanmean(Tensor x, int... axes) {
        return nanmean(x, axesOrAll("nanmean", axes, x.shape()), Dims.DROP);
    }

    /** {@return the arithmetic mean over axes of what is not NaN; NaN of nothing} */
    public static Tensor nanmean(Tensor x, List<Integer> axes, Dims dims) {
        return x.dtype().isFloating() ? mean(x, axes, dims, isNan(x).not()) : mean(x, axes, dims);
    }

    /** {@return the variance (divided by n) over axes of what is not NaN, all axes if none is given} */
    public static Tensor nanvar(Tensor x, int... axes) {
        return nanvar(x, axesOrAll("nanvar", axes, x.shape()), Dims.DROP, 0);
    }

    /** {@return the variance over axes of what is not NaN, divided by {@code n - ddof}; NaN of too little} */
    public static Tensor nanvar(Tensor x, List<Integer> axes, Dims dims, int ddof) {
        // what is left out must be a number, or derivatives would be NaN
        return x.dtype().isFloating() ? var(without(x, 0), axes, dims, ddof, isNan(x).not()) : var(x, axes, dims, ddof);
    }

    /** {@return the standard deviation (divided by n) over axes of what is not NaN, all axes if none is given} */
    public static Tensor nanstd(Tensor x, int... axes) {
        return sqrt(nanvar(x, axes));
    }

    /** {@return the standard deviation over axes of what is not NaN, divided by {@code n - ddof}; NaN of too little} */
    public static Tensor nanstd(Tensor x, List<Integer> axes, Dims dims, int ddof) {
        return sqrt(nanvar(x, axes, dims, ddof));
    }

    /** {@return the largest over axes of what is not NaN, all axes if none is given; NaN of nothing} */
    public static Tensor nanmax(Tensor x, int... axes) {
        return nanmax(x, axesOrAll("nanmax", axes, x.shape()), Dims.DROP);
    }

    /** {@return the largest over axes of what is not NaN; NaN of nothing} */
    public static Tensor nanmax(Tensor x, List<Integer> axes, Dims dims) {
        return unlessAllNan(x, axes, dims, max(without(x, Double.NEGATIVE_INFINITY), axes, dims));
    }

    /** {@return the smallest over axes of what is not NaN, all axes if none is given; NaN of nothing} */
    public static Tensor nanmin(Tensor x, int... axes) {
        return nanmin(x, axesOrAll("nanmin", axes, x.shape()), Dims.DROP);
    }

    /** {@return the smallest over axes of what is not NaN; NaN of nothing} */
    public static Tensor nanmin(Tensor x, List<Integer> axes, Dims dims) {
        return unlessAllNan(x, axes, dims, min(without(x, Double.POSITIVE_INFINITY), axes, dims));
    }

    /** {@return the row-major position of the largest element that is not NaN; -1 if there is none} */
    public static Tensor nanargmax(Tensor x) {
        return nanargmax(ravel(x), 0);
    }

    /** {@return the {@code i32} position along an axis of the largest element that is not NaN; -1 where there is none} */
    public static Tensor nanargmax(Tensor x, int axis) {
        return unlessAllNan(x, axis, argmax(without(x, Double.NEGATIVE_INFINITY), axis));
    }

    /** {@return the row-major position of the smallest element that is not NaN; -1 if there is none} */
    public static Tensor nanargmin(Tensor x) {
        return nanargmin(ravel(x), 0);
    }

    /** {@return the {@code i32} position along an axis of the smallest element that is not NaN; -1 where there is none} */
    public static Tensor nanargmin(Tensor x, int axis) {
        return unlessAllNan(x, axis, argmin(without(x, Double.POSITIVE_INFINITY), axis));
    }

    /** {@return the running sums along an axis, where NaN counts as 0} */
    public static Tensor nancumsum(Tensor x, int axis) {
        return cumsum(without(x, 0), axis);
    }

    /** {@return the running products along an axis, where NaN counts as 1} */
    public static Tensor nancumprod(Tensor x, int axis) {
        return cumprod(without(x, 1), axis);
    }

    private static Tensor without(Tensor x, double number) {
        return x.dtype().isFloating() ? where(isNan(x), number, x) : x;
    }

    private static Tensor unlessAllNan(Tensor x, List<Integer> axes, Dims dims, Tensor result) {
        return x.dtype().isFloating() ? where(all(isNan(x), axes, dims), Double.NaN, result) : result;
    }

    private static Tensor unlessAllNan(Tensor x, int axis, Tensor position) {
        return x.dtype().isFloating() ? where(all(isNan(x), axis), Tensor.scalar(DType.I32, -1), position) : position;
    }
}
