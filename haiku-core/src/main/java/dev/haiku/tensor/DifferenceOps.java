package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.Shape;
import java.util.List;
import java.util.function.UnaryOperator;

/** The part of {@link Ops} with differences, integrals, interpolation and convolution of sampled functions. */
abstract class DifferenceOps extends HistogramOps {

    DifferenceOps() {}

    /** {@return the differences of neighbours along the last axis; of {@code bool} whether they differ} */
    public static Tensor diff(Tensor x) {
        return diff(x, o -> o);
    }

    /**
     * {@return the n-th differences of neighbours along an axis; of {@code bool} whether they differ}
     *
     * @throws dev.haiku.array.ShapeException if n is negative or there is no such axis
     */
    public static Tensor diff(Tensor x, UnaryOperator<DiffOptions> edit) {
        var options = edit.apply(DiffOptions.DEFAULTS);
        int axis = Operands.axis("diff", options.axis(), x.shape());
        check(options.n() >= 0, "diff", "needs n >= 0, but got " + options.n() + ".");
        if (options.n() == 0) {
            return x;
        }
        var result = x;
        if (options.prepend() != null) {
            result = concatenate(axis, extension(x, options.prepend(), axis), result);
        }
        if (options.append() != null) {
            result = concatenate(axis, result, extension(x, options.append(), axis));
        }
        for (int i = 0; i < options.n() && result.dim(axis) > 0; i++) {
            var next = slice(result, axis, 1, result.dim(axis));
            var previous = slice(result, axis, 0, result.dim(axis) - 1);
            result = x.dtype().isBool() ? next.ne(previous) : next.sub(previous);
        }
        return result;
    }

    private static Tensor extension(Tensor x, Tensor value, int axis) {
        return value.rank() == 0 ? broadcastTo(value, x.shape().with(axis, 1)) : value;
    }

    /** {@return the differences of neighbours in row-major order} */
    public static Tensor ediff1d(Tensor x) {
        return diff(ravel(x));
    }

    /** {@return the differences of neighbours in row-major order, between other numbers} */
    public static Tensor ediff1d(Tensor x, Tensor toBegin, Tensor toEnd) {
        return concatenate(
                0, ravel(toBegin).cast(x.dtype()), ediff1d(x), ravel(toEnd).cast(x.dtype()));
    }

    /** {@return for each axis the slopes along it, of a function sampled at a distance of 1} */
    public static List<Tensor> gradient(Tensor x) {
        return Operands.range(0, x.rank()).stream()
                .map(axis -> gradient(x, 1.0, axis))
                .toList();
    }

    /** {@return the slopes along an axis of a function sampled at one distance} */
    public static Tensor gradient(Tensor x, double distance, int axis) {
        var number = Operands.floating(x);
        return gradient(number, Tensor.scalar(number.dtype(), distance), axis);
    }

    /**
     * {@return the slopes along an axis: central differences of second order inside, simple differences at both ends}
     *
     * @param places the distance of samples, a scalar, or where they were taken, a vector
     * @throws dev.haiku.array.ShapeException if there are less than 2 samples or the places do not fit
     */
    public static Tensor gradient(Tensor x, Tensor places, int axis) {
        int normal = Operands.axis("gradient", axis, x.shape());
        int size = x.dim(normal);
        check(
                size >= 2,
                "gradient",
                "needs at least 2 samples along axis " + axis + ", but got shape " + x.shape() + ".");
        check(
                places.rank() == 0 || places.shape().equals(Shape.of(size)),
                "gradient",
                "places of shape " + places.shape() + " do not fit axis " + axis + " of shape " + x.shape() + ".");
        var dtype = x.dtype().promote(places.dtype()).promoteWithFloat();
        var rows = moveAxis(x.cast(dtype), normal, -1);
        var distances =
                places.rank() == 0 ? broadcastTo(places.cast(dtype), Shape.of(size - 1)) : diff(places.cast(dtype));
        var steps = broadcastToRank(distances, x.rank());
        var slopes = diff(rows).div(steps);
        var before = slice(steps, -1, 0, size - 2);
        var after = slice(steps, -1, 1, size - 1);
        // each slope counts as much as the other interval is long
        var inner = slice(slopes, -1, 0, size - 2)
                .mul(after)
                .add(slice(slopes, -1, 1, size - 1).mul(before))
                .div(before.add(after));
        var ends = concatenate(-1, slice(slopes, -1, 0, 1), inner, slice(slopes, -1, size - 2, size - 1));
        return moveAxis(ends, -1, normal);
    }

    /** {@return the integral along the last axis of a function sampled at a distance of 1, by the trapezoidal rule} */
    public static Tensor trapezoid(Tensor y) {
        return trapezoid(y, 1.0, -1);
    }

    /** {@return the integral along an axis of a function sampled at one distance, by the trapezoidal rule} */
    public static Tensor trapezoid(Tensor y, double distance, int axis) {
        int normal = Operands.axis("trapezoid", axis, y.shape());
        var rows = moveAxis(Operands.floating(y), normal, -1);
        int last = rows.dim(-1) - 1;
        check(last >= 0, "trapezoid", "axis " + axis + " of shape " + y.shape() + " is empty.");
        var ends = slice(rows, -1, 0, 1).add(slice(rows, -1, last, last + 1));
        return sum(rows, -1).sub(squeeze(ends, -1).mul(0.5)).mul(distance);
    }

    /**
     * {@return the integral along an axis of a function sampled at places, by the trapezoidal rule}
     *
     * @param x the places: a vector, or of a shape that broadcasts to that of y
     */
    public static Tensor trapezoid(Tensor y, Tensor x, int axis) {
        int normal = Operands.axis("trapezoid", axis, y.shape());
        var dtype = y.dtype().promote(x.dtype()).promoteWithFloat();
        var rows = moveAxis(y.cast(dtype), normal, -1);
        var steps = diff(x.rank() == 1 ? x.cast(dtype) : moveAxis(x.cast(dtype), axis, -1));
        int size = rows.dim(-1);
        var pairs = slice(rows, -1, 1, size).add(slice(rows, -1, 0, size - 1));
        return sum(broadcastToRank(steps, Math.max(steps.rank(), y.rank())).mul(pairs), -1)
                .mul(0.5);
    }

    /** {@return at each x the value on the lines between points {@code (xp, fp)}; beyond them that of the first and last} */
    public static Tensor interp(Tensor x, Tensor xp, Tensor fp) {
        return interp(x, xp, fp, o -> o);
    }

    /**
     * {@return at each x the value on the lines between points {@code (xp, fp)}}
     *
     * @param xp a vector in ascending order
     * @param fp a vector of values there
     * @throws dev.haiku.array.ShapeException if they are no vectors of one size, at least 2 (with a period 1)
     */
    public static Tensor interp(Tensor x, Tensor xp, Tensor fp, UnaryOperator<InterpOptions> edit) {
        var options = edit.apply(InterpOptions.DEFAULTS);
        boolean periodic = options.period() != null;
        check(
                xp.rank() == 1 && fp.shape().equals(xp.shape()) && xp.dim(0) >= (periodic ? 1 : 2),
                "interp",
                "needs two vectors of one size, at least 2, but got shapes " + xp.shape() + " and " + fp.shape() + ".");
        var dtype = x.dtype().promote(xp.dtype()).promoteWithFloat();
        var values = Operands.floating(fp);
        if (options.period() == null) {
            return onLines(x.cast(dtype), xp.cast(dtype), values, options);
        }
        double period = Math.abs(options.period());
        var sorted = sort(List.of(xp.cast(dtype).mod(period), values), 0, 1);
        return onLines(
                x.cast(dtype).mod(period),
                repeatedEnds(sorted.get(0), period),
                repeatedEnds(sorted.get(1), 0),
                options.extrapolates(true));
    }

    /** {@return the vector between its last element, a period before, and its first one, a period after} */
    private static Tensor repeatedEnds(Tensor x, double period) {
        int size = x.dim(0);
        return concatenate(
                0, slice(x, 0, size - 1, size).sub(period), x, slice(x, 0, 0, 1).add(period));
    }

    private static Tensor onLines(Tensor x, Tensor xp, Tensor fp, InterpOptions options) {
        int last = xp.dim(0) - 1;
        var above = searchSorted(xp, x, Side.RIGHT).clip(1, last);
        var below = above.sub(1);
        var start = take(xp, below, 0, IndexMode.CLIP);
        var from = take(fp, below, 0, IndexMode.CLIP);
        var width = take(xp, above, 0, IndexMode.CLIP).sub(start);
        var rise = take(fp, above, 0, IndexMode.CLIP).sub(from);
        var isPoint = width.eq(0);
        var result = where(
                isPoint,
                from,
                from.add(x.sub(start).div(where(isPoint, 1.0, width)).mul(rise)));
        if (options.extrapolates()) {
            return result;
        }
        var left = options.left() == null ? get(fp, 0) : full(Shape.SCALAR, options.left(), result.dtype());
        var right = options.right() == null ? get(fp, -1) : full(Shape.SCALAR, options.right(), result.dtype());
        return where(x.gt(get(xp, -1)), right, where(x.lt(get(xp, 0)), left, result));
    }

    /** How much of a convolution is kept. */
    public enum Overlap {
        /** All places where the operands overlap. */
        FULL,
        /** As many as the longer operand has, in the middle. */
        SAME,
        /** The places where they overlap completely. */
        VALID
    }

    /** {@return the convolution of two vectors wherever they overlap} */
    public static Tensor convolve(Tensor a, Tensor v) {
        return convolve(a, v, Overlap.FULL);
    }

    /**
     * {@return the convolution of two vectors, {@code Σ a[i] v[n - i]}; integers become {@code f32}}
     *
     * @throws dev.haiku.array.ShapeException if they are no vectors or one is empty
     */
    public static Tensor convolve(Tensor a, Tensor v, Overlap overlap) {
        checkVectors("convolve", a, v);
        return a.dim(0) < v.dim(0) ? slid(v, flip(a), overlap) : slid(a, flip(v), overlap);
    }

    /** {@return the correlation of two vectors where they overlap completely} */
    public static Tensor correlate(Tensor a, Tensor v) {
        return correlate(a, v, Overlap.VALID);
    }

    /**
     * {@return the correlation of two vectors, {@code Σ a[n + i] v[i]}; integers become {@code f32}}
     *
     * @throws dev.haiku.array.ShapeException if they are no vectors or one is empty
     */
    public static Tensor correlate(Tensor a, Tensor v, Overlap overlap) {
        checkVectors("correlate", a, v);
        return a.dim(0) < v.dim(0) ? flip(slid(v, a, overlap)) : slid(a, v, overlap);
    }

    private static void checkVectors(String op, Tensor a, Tensor v) {
        check(
                a.rank() == 1 && v.rank() == 1 && a.size() > 0 && v.size() > 0,
                op,
                "needs two vectors that are not empty, but got shapes " + a.shape() + " and " + v.shape() + ".");
    }

    /** {@return the products of a vector with a shorter one that slides along it} */
    private static Tensor slid(Tensor longer, Tensor shorter, Overlap overlap) {
        int width = shorter.dim(0);
        int before = overlap == Overlap.FULL ? width - 1 : overlap == Overlap.SAME ? width / 2 : 0;
        int after = overlap == Overlap.FULL ? width - 1 : overlap == Overlap.SAME ? width - 1 - width / 2 : 0;
        var dtype = longer.dtype().promote(shorter.dtype()).promoteWithFloat();
        var padding = Padding.of(before, after);
        var products = ConvolutionOps.conv(
                longer.cast(dtype).expandDims(0, 1), shorter.cast(dtype).expandDims(0, 1), List.of(1), padding);
        return ravel(products);
    }

    /** {@return angles in radians without jumps along the last axis} */
    public static Tensor unwrap(Tensor angles) {
        return unwrap(angles, Math.PI, -1, 2 * Math.PI);
    }

    /**
     * {@return the numbers with multiples of a period added, so that neighbours along an axis differ by no more than half of it}
     *
     * @param discontinuity smaller steps than this are left alone
     */
    public static Tensor unwrap(Tensor x, double discontinuity, int axis, double period) {
        int normal = Operands.axis("unwrap", axis, x.shape());
        var number = x.dtype().isFloating() ? x : x.cast(x.dtype().promoteWithFloat());
        if (x.dim(normal) == 0) {
            return number;
        }
        var steps = diff(number, o -> o.axis(normal));
        double half = period / 2;
        var within = steps.add(half).mod(period).sub(half);
        var kept = where(within.eq(-half).and(steps.gt(0)), half, within);
        var correction = where(steps.abs().lt(discontinuity), 0.0, kept.sub(steps));
        var rest = slice(number, normal, 1, number.dim(normal)).add(cumsum(correction, normal));
        return concatenate(normal, slice(number, normal, 0, 1), rest);
    }
}
