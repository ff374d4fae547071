package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.axesOrAll;
import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Reduction.Accumulation;
import dev.haiku.ir.Reduction.ArgExtreme;
import dev.haiku.ir.Reduction.Cumulative;
import dev.haiku.ir.Reduction.Extreme;
import dev.haiku.ir.Reduction.ReduceAnd;
import dev.haiku.ir.Reduction.ReduceMax;
import dev.haiku.ir.Reduction.ReduceMin;
import dev.haiku.ir.Reduction.ReduceOr;
import dev.haiku.ir.Reduction.ReduceProd;
import dev.haiku.ir.Reduction.ReduceSum;
import java.util.List;
import java.util.function.Function;

/**
 * The part of {@link Ops} that combines elements along axes.
 *
 * <p>Each reduction comes in two forms: with axes as numbers, none meaning all of them, and with a list of axes (an empty one
 * reduces nothing) and {@link Dims}. Negative axes count from the end.
 */
abstract class ReductionOps extends ComparisonOps {

    ReductionOps() {}

    /** {@return the sum over axes, all if none is given; {@code bool} and small integers become {@code i32} or {@code u32}} */
    public static Tensor sum(Tensor x, int... axes) {
        return sum(x, axesOrAll("sum", axes, x.shape()), Dims.DROP);
    }

    /** {@return the sum over axes; {@code bool} and small integers become {@code i32} or {@code u32}} */
    public static Tensor sum(Tensor x, List<Integer> axes, Dims dims) {
        return reduce("sum", widened(x), axes, dims, ReduceSum::new);
    }

    /** {@return the product over axes, all if none is given; {@code bool} and small integers become {@code i32} or {@code u32}} */
    public static Tensor prod(Tensor x, int... axes) {
        return prod(x, axesOrAll("prod", axes, x.shape()), Dims.DROP);
    }

    /** {@return the product over axes; {@code bool} and small integers become {@code i32} or {@code u32}} */
    public static Tensor prod(Tensor x, List<Integer> axes, Dims dims) {
        return reduce("prod", widened(x), axes, dims, ReduceProd::new);
    }

    /** {@return the arithmetic mean over axes, all if none is given; integers become {@code f32}} */
    public static Tensor mean(Tensor x, int... axes) {
        return mean(x, axesOrAll("mean", axes, x.shape()), Dims.DROP);
    }

    /** {@return the arithmetic mean over axes; integers become {@code f32}, 16-bit types are averaged in {@code f32}} */
    public static Tensor mean(Tensor x, List<Integer> axes, Dims dims) {
        var normal = Operands.axes("mean", axes, x.shape());
        var wide = computed(x);
        var mean = reduce("mean", wide, normal, dims, ReduceSum::new).div((double) count(x.shape(), normal));
        return mean.cast(x.dtype().promoteWithFloat());
    }

    /**
     * {@return the largest over axes, all if none is given; NaN if there is one}
     *
     * @throws dev.haiku.array.ShapeException if a reduced axis is empty
     */
    public static Tensor max(Tensor x, int... axes) {
        return max(x, axesOrAll("max", axes, x.shape()), Dims.DROP);
    }

    /**
     * {@return the largest over axes; NaN if there is one}
     *
     * @throws dev.haiku.array.ShapeException if a reduced axis is empty
     */
    public static Tensor max(Tensor x, List<Integer> axes, Dims dims) {
        checkNotEmpty("max", x, axes);
        return reduce("max", x, axes, dims, x.dtype().isBool() ? ReduceOr::new : ReduceMax::new);
    }

    /**
     * {@return the smallest over axes, all if none is given; NaN if there is one}
     *
     * @throws dev.haiku.array.ShapeException if a reduced axis is empty
     */
    public static Tensor min(Tensor x, int... axes) {
        return min(x, axesOrAll("min", axes, x.shape()), Dims.DROP);
    }

    /**
     * {@return the smallest over axes; NaN if there is one}
     *
     * @throws dev.haiku.array.ShapeException if a reduced axis is empty
     */
    public static Tensor min(Tensor x, List<Integer> axes, Dims dims) {
        checkNotEmpty("min", x, axes);
        return reduce("min", x, axes, dims, x.dtype().isBool() ? ReduceAnd::new : ReduceMin::new);
    }

    /** {@return whether all elements along axes are not zero, all axes if none is given} */
    public static Tensor all(Tensor x, int... axes) {
        return all(x, axesOrAll("all", axes, x.shape()), Dims.DROP);
    }

    /** {@return whether all elements along axes are not zero} */
    public static Tensor all(Tensor x, List<Integer> axes, Dims dims) {
        return reduce("all", truth(x), axes, dims, ReduceAnd::new);
    }

    /** {@return whether any element along axes is not zero, all axes if none is given} */
    public static Tensor any(Tensor x, int... axes) {
        return any(x, axesOrAll("any", axes, x.shape()), Dims.DROP);
    }

    /** {@return whether any element along axes is not zero} */
    public static Tensor any(Tensor x, List<Integer> axes, Dims dims) {
        return reduce("any", truth(x), axes, dims, ReduceOr::new);
    }

    /** {@return how many elements along axes are not zero, as {@code i32}; all axes if none is given} */
    public static Tensor countNonzero(Tensor x, int... axes) {
        return countNonzero(x, axesOrAll("countNonzero", axes, x.shape()), Dims.DROP);
    }

    /** {@return how many elements along axes are not zero, as {@code i32}} */
    public static Tensor countNonzero(Tensor x, List<Integer> axes, Dims dims) {
        return reduce("countNonzero", truth(x).cast(DType.I32), axes, dims, ReduceSum::new);
    }

    /** {@return the variance over axes (divided by n), all axes if none is given; integers become {@code f32}} */
    public static Tensor var(Tensor x, int... axes) {
        return var(x, axesOrAll("var", axes, x.shape()), Dims.DROP);
    }

    /** {@return the variance over axes (divided by n); integers become {@code f32}} */
    public static Tensor var(Tensor x, List<Integer> axes, Dims dims) {
        return var(x, axes, dims, 0);
    }

    /** {@return the variance over axes divided by {@code n - ddof}; integers become {@code f32}} */
    public static Tensor var(Tensor x, List<Integer> axes, Dims dims, int ddof) {
        var normal = Operands.axes("var", axes, x.shape());
        var wide = computed(x);
        var squares = square(wide.sub(mean(wide, normal, Dims.KEEP)));
        double divisor = count(x.shape(), normal) - ddof;
        return reduce("var", squares, normal, dims, ReduceSum::new)
                .div(divisor)
                .cast(x.dtype().promoteWithFloat());
    }

    /** {@return the standard deviation over axes (divided by n), all axes if none is given; integers become {@code f32}} */
    public static Tensor std(Tensor x, int... axes) {
        return std(x, axesOrAll("std", axes, x.shape()), Dims.DROP);
    }

    /** {@return the standard deviation over axes (divided by n); integers become {@code f32}} */
    public static Tensor std(Tensor x, List<Integer> axes, Dims dims) {
        return sqrt(var(x, axes, dims, 0));
    }

    /** {@return the standard deviation over axes divided by {@code n - ddof}; integers become {@code f32}} */
    public static Tensor std(Tensor x, List<Integer> axes, Dims dims, int ddof) {
        return sqrt(var(x, axes, dims, ddof));
    }

    /** {@return log Σ exp(x) over axes without overflow, all axes if none is given} */
    public static Tensor logsumexp(Tensor x, int... axes) {
        return logsumexp(x, axesOrAll("logsumexp", axes, x.shape()), Dims.DROP);
    }

    /** {@return log Σ exp(x) over axes without overflow} */
    public static Tensor logsumexp(Tensor x, List<Integer> axes, Dims dims) {
        var normal = Operands.axes("logsumexp", axes, x.shape());
        var wide = Operands.floating(x);
        var max = stopGradient(maxOrLowest(wide, normal));
        var shift = where(isFinite(max), max, 0.0);
        var sum = reduce("logsumexp", exp(wide.sub(shift)), normal, dims, ReduceSum::new);
        return log(sum).add(reshape(shift, sum.shape()));
    }

    /** {@return the largest over axes, which stay; of nothing the lowest value} */
    static Tensor maxOrLowest(Tensor x, List<Integer> axes) {
        return reduce("max", x, axes, Dims.KEEP, ReduceMax::new);
    }

    /** {@return the position of the largest element in row-major order, the first of several; NaN counts as largest} */
    public static Tensor argmax(Tensor x) {
        return argmax(ravel(x), 0);
    }

    /**
     * {@return the {@code i32} position of the largest element along an axis, the first of several; NaN counts as largest}
     *
     * @throws dev.haiku.array.ShapeException if the axis is empty
     */
    public static Tensor argmax(Tensor x, int axis) {
        return argExtreme("argmax", Extreme.MAX, x, axis);
    }

    /** {@return {@link #argmax(Tensor, int)} with the axis kept or dropped} */
    public static Tensor argmax(Tensor x, int axis, Dims dims) {
        var position = argmax(x, axis);
        return dims == Dims.KEEP ? reshape(position, kept(x.shape(), List.of(axis))) : position;
    }

    /** {@return the position of the smallest element in row-major order, the first of several; NaN counts as smallest} */
    public static Tensor argmin(Tensor x) {
        return argmin(ravel(x), 0);
    }

    /**
     * {@return the {@code i32} position of the smallest element along an axis, the first of several; NaN counts as smallest}
     *
     * @throws dev.haiku.array.ShapeException if the axis is empty
     */
    public static Tensor argmin(Tensor x, int axis) {
        return argExtreme("argmin", Extreme.MIN, x, axis);
    }

    /** {@return {@link #argmin(Tensor, int)} with the axis kept or dropped} */
    public static Tensor argmin(Tensor x, int axis, Dims dims) {
        var position = argmin(x, axis);
        return dims == Dims.KEEP ? reshape(position, kept(x.shape(), List.of(axis))) : position;
    }

    private static Tensor argExtreme(String name, Extreme extreme, Tensor x, int axis) {
        int normal = Operands.axis(name, axis, x.shape());
        checkNotEmpty(name, x, List.of(axis));
        return bind(new ArgExtreme(extreme, normal, DType.I32), x);
    }

    /** {@return the running sums in row-major order; {@code bool} becomes {@code i32}} */
    public static Tensor cumsum(Tensor x) {
        return cumsum(ravel(x), 0);
    }

    /** {@return the running products in row-major order; {@code bool} becomes {@code i32}} */
    public static Tensor cumprod(Tensor x) {
        return cumprod(ravel(x), 0);
    }

    /** {@return the running sums along an axis, with a leading 0: JAX's {@code cumulative_sum(x, include_initial=True)}} */
    public static Tensor cumulativeSum(Tensor x, int axis) {
        return withFirst(cumsum(x, axis), axis, 0);
    }

    /** {@return the running products along an axis, with a leading 1: JAX's {@code cumulative_prod(x, include_initial=True)}} */
    public static Tensor cumulativeProd(Tensor x, int axis) {
        return withFirst(cumprod(x, axis), axis, 1);
    }

    private static Tensor withFirst(Tensor totals, int axis, long first) {
        return ArrangeOps.concatenate(axis, full(totals.shape().with(axis, 1), first, totals.dtype()), totals);
    }

    /** {@return the running sums along an axis; {@code bool} becomes {@code i32}} */
    public static Tensor cumsum(Tensor x, int axis) {
        return cumulative("cumsum", Accumulation.SUM, x, axis, false);
    }

    /** {@return the running sums along an axis, from the end if {@code reverse}; {@code bool} becomes {@code i32}} */
    public static Tensor cumsum(Tensor x, int axis, boolean reverse) {
        return cumulative("cumsum", Accumulation.SUM, x, axis, reverse);
    }

    /** {@return the running products along an axis; {@code bool} becomes {@code i32}} */
    public static Tensor cumprod(Tensor x, int axis) {
        return cumulative("cumprod", Accumulation.PROD, x, axis, false);
    }

    /** {@return the running products along an axis, from the end if {@code reverse}; {@code bool} becomes {@code i32}} */
    public static Tensor cumprod(Tensor x, int axis, boolean reverse) {
        return cumulative("cumprod", Accumulation.PROD, x, axis, reverse);
    }

    /** {@return the running maxima along an axis} */
    public static Tensor cummax(Tensor x, int axis) {
        return cumulative("cummax", Accumulation.MAX, x, axis, false);
    }

    /** {@return the running maxima along an axis, from the end if {@code reverse}} */
    public static Tensor cummax(Tensor x, int axis, boolean reverse) {
        return cumulative("cummax", Accumulation.MAX, x, axis, reverse);
    }

    /** {@return the running minima along an axis} */
    public static Tensor cummin(Tensor x, int axis) {
        return cumulative("cummin", Accumulation.MIN, x, axis, false);
    }

    /** {@return the running minima along an axis, from the end if {@code reverse}} */
    public static Tensor cummin(Tensor x, int axis, boolean reverse) {
        return cumulative("cummin", Accumulation.MIN, x, axis, reverse);
    }

    /** {@return log Σ exp(x) of the elements up to each along an axis, without overflow; integers become {@code f32}} */
    public static Tensor cumlogsumexp(Tensor x, int axis) {
        return cumlogsumexp(x, axis, false);
    }

    /** {@return log Σ exp(x) of the elements up to each along an axis, or from each on if {@code reverse}; integers become {@code f32}} */
    public static Tensor cumlogsumexp(Tensor x, int axis, boolean reverse) {
        return cumulative("cumlogsumexp", Accumulation.LOGSUMEXP, Operands.floating(x), axis, reverse);
    }

    private static Tensor cumulative(String name, Accumulation kind, Tensor x, int axis, boolean reverse) {
        int normal = Operands.axis(name, axis, x.shape());
        return bind(new Cumulative(kind, normal, reverse), Operands.number(x));
    }

    private static Tensor reduce(
            String name, Tensor x, List<Integer> axes, Dims dims, Function<List<Integer>, Primitive> primitive) {
        var normal = Operands.axes(name, axes, x.shape());
        if (normal.isEmpty()) {
            return x;
        }
        var reduced = bind(primitive.apply(normal), x);
        return dims == Dims.DROP ? reduced : reshape(reduced, kept(x.shape(), normal));
    }

    private static Shape kept(Shape shape, List<Integer> axes) {
        var kept = shape;
        for (int axis : axes) {
            kept = kept.with(axis, 1);
        }
        return kept;
    }

    /** {@return the shape of what a reduction over axes gives} */
    static Shape reduced(Shape shape, List<Integer> axes, Dims dims) {
        return dims == Dims.KEEP
                ? kept(shape, axes)
                : shape.remove(axes.stream().map(shape::axis).toList());
    }

    private static void checkNotEmpty(String name, Tensor x, List<Integer> axes) {
        for (int axis : Operands.axes(name, axes, x.shape())) {
            check(x.dim(axis) > 0, name, "axis " + axis + " of shape " + x.shape() + " is empty, so there is none.");
        }
    }

    private static long count(Shape shape, List<Integer> axes) {
        return axes.stream().mapToLong(shape::dim).reduce(1, (a, b) -> a * b);
    }

    /** {@return the tensor in the type in which jnp adds it up} */
    private static Tensor widened(Tensor x) {
        return switch (x.dtype()) {
            case BOOL, I8, I16 -> x.cast(DType.I32);
            case U8 -> x.cast(DType.U32);
            default -> x;
        };
    }

    /** {@return the tensor in a floating-point type of at least 32 bits} */
    static Tensor computed(Tensor x) {
        return x.cast(x.dtype() == DType.F64 ? DType.F64 : DType.F32);
    }
}
