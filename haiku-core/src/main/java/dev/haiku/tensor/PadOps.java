package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** The part of {@link Ops} that puts elements around tensors, in NumPy's modes. */
abstract class PadOps extends RearrangeOps {

    PadOps() {}

    /** {@return the tensor with zeros around it; {@code widths} holds a pair (before, after) for each axis, or one for all} */
    public static Tensor pad(Tensor x, int[][] widths) {
        return pad(x, widths, PadMode.CONSTANT);
    }

    /** {@return the tensor with a number around it; {@code widths} holds a pair (before, after) for each axis, or one for all} */
    public static Tensor pad(Tensor x, int[][] widths, double value) {
        return pad(x, widths, PadMode.CONSTANT, o -> o.value(value));
    }

    /** {@return the tensor with more elements around it; {@code widths} holds a pair (before, after) for each axis, or one for all} */
    public static Tensor pad(Tensor x, int[][] widths, PadMode mode) {
        return pad(x, widths, mode, o -> o);
    }

    /**
     * {@return the tensor with more elements around it; {@code widths} holds a pair (before, after) for each axis, or one for all}
     *
     * <p>Axes are padded one after the other, so that corners are made of what was put along the first one.
     *
     * @throws dev.haiku.array.ShapeException if widths or options do not fit, or an axis is empty whose elements are to be repeated
     */
    public static Tensor pad(Tensor x, int[][] widths, PadMode mode, UnaryOperator<PadOptions> edit) {
        var options = edit.apply(PadOptions.DEFAULTS);
        var sides = sides(x, widths);
        checkPairs(x, "values", options.values());
        if (mode == PadMode.EMPTY || (mode == PadMode.CONSTANT && isUniform(options.values()))) {
            double value = mode == PadMode.EMPTY ? 0 : options.values().get(0).get(0);
            return constant(
                    x,
                    value,
                    sides.stream().map(Ends::before).toList(),
                    sides.stream().map(Ends::after).toList());
        }
        var padded = x;
        for (int axis = 0; axis < x.rank(); axis++) {
            if (sides.get(axis).before() > 0 || sides.get(axis).after() > 0) {
                padded = padAxis(padded, sides.get(axis), mode, options);
            }
        }
        return padded;
    }

    /** How much is put before and behind an axis. */
    private record Ends(int axis, int before, int after) {

        <T> List<T> pair(List<List<T>> pairs) {
            return pairs.get(pairs.size() == 1 ? 0 : axis);
        }
    }

    private static List<Ends> sides(Tensor x, int[][] widths) {
        boolean pairs = Arrays.stream(widths).allMatch(w -> w.length == 2 && w[0] >= 0 && w[1] >= 0);
        check(
                pairs && (widths.length == x.rank() || widths.length == 1),
                "pad",
                "needs a pair of widths >= 0 for each axis of shape " + x.shape() + ", but got "
                        + Arrays.deepToString(widths) + ".");
        return Operands.range(0, x.rank()).stream()
                .map(axis -> new Ends(
                        axis, widths[widths.length == 1 ? 0 : axis][0], widths[widths.length == 1 ? 0 : axis][1]))
                .toList();
    }

    private static void checkPairs(Tensor x, String what, List<? extends List<?>> pairs) {
        check(
                (pairs.size() == 1 || pairs.size() == x.rank())
                        && pairs.stream().allMatch(pair -> pair.size() == 2),
                "pad",
                "needs a pair of " + what + " for each axis of shape " + x.shape() + ", but got " + pairs + ".");
    }

    private static boolean isUniform(List<List<Double>> values) {
        return values.stream().flatMap(List::stream).distinct().count() == 1;
    }

    private static Tensor constant(Tensor x, double value, List<Integer> before, List<Integer> after) {
        var none = Collections.nCopies(x.rank(), 0);
        return ArrangeOps.pad(x, Tensor.scalar(x.dtype(), value), before, after, none);
    }

    private static Tensor padAxis(Tensor x, Ends side, PadMode mode, PadOptions options) {
        int size = x.dim(side.axis());
        check(
                size > 0 || mode == PadMode.CONSTANT,
                "pad",
                "axis " + side.axis() + " of shape " + x.shape() + " is empty, so there is nothing to repeat.");
        return switch (mode) {
            case CONSTANT -> constants(x, side, side.pair(options.values()));
            case EDGE -> around(x, side, edge(x, side.axis(), true), edge(x, side.axis(), false));
            case WRAP -> wrapped(x, side);
            case REFLECT -> mirrored(x, side, size > 1 ? 1 : 0, options.odd());
            case SYMMETRIC -> mirrored(x, side, 0, options.odd());
            case LINEAR_RAMP -> ramps(x, side, side.pair(options.values()));
            default -> statistics(x, side, mode, options);
        };
    }

    private static Tensor constants(Tensor x, Ends side, List<Double> values) {
        var none = Collections.nCopies(x.rank(), 0);
        var before = new ArrayList<>(none);
        var after = new ArrayList<>(none);
        before.set(side.axis(), side.before());
        after.set(side.axis(), side.after());
        return constant(constant(x, values.get(0), before, none), values.get(1), none, after);
    }

    /** {@return the first or last element along an axis, which stays} */
    private static Tensor edge(Tensor x, int axis, boolean first) {
        int size = x.dim(axis);
        return first ? slice(x, axis, 0, 1) : slice(x, axis, size - 1, size);
    }

    /** {@return the tensor between repetitions of two tensors that have size 1 along the axis} */
    private static Tensor around(Tensor x, Ends side, Tensor first, Tensor last) {
        var shape = x.shape();
        return concatenate(
                side.axis(),
                broadcastTo(first, shape.with(side.axis(), side.before())),
                x,
                broadcastTo(last, shape.with(side.axis(), side.after())));
    }

    private static Tensor wrapped(Tensor x, Ends side) {
        int size = x.dim(side.axis());
        int front = (side.before() + size - 1) / size;
        int back = (side.after() + size - 1) / size;
        var repeated = concatenate(Collections.nCopies(front + 1 + back, x), side.axis());
        int start = front * size - side.before();
        return slice(repeated, side.axis(), start, start + side.before() + size + side.after());
    }

    /** Mirrors at most the size of the axis at once, and again what that gave. The offset leaves out the mirror itself. */
    private static Tensor mirrored(Tensor x, Ends side, int offset, boolean odd) {
        int axis = side.axis();
        int most = x.dim(axis) - offset;
        var padded = x;
        for (int left = side.before(); left > 0; left -= Math.min(left, most)) {
            var image = flip(slice(padded, axis, offset, offset + Math.min(left, most)), axis);
            padded = concatenate(axis, turned(image, edge(padded, axis, true), odd), padded);
        }
        for (int left = side.after(); left > 0; left -= Math.min(left, most)) {
            int end = padded.dim(axis) - offset;
            var image = flip(slice(padded, axis, end - Math.min(left, most), end), axis);
            padded = concatenate(axis, padded, turned(image, edge(padded, axis, false), odd));
        }
        return padded;
    }

    private static Tensor turned(Tensor image, Tensor edge, boolean odd) {
        return odd ? edge.mul(2).sub(image) : image;
    }

    private static Tensor ramps(Tensor x, Ends side, List<Double> ends) {
        var before = ramp(x, side.axis(), side.before(), ends.get(0), true);
        var after = flip(ramp(x, side.axis(), side.after(), ends.get(1), false), side.axis());
        return concatenate(side.axis(), before, x, after);
    }

    /** {@return numbers from an end up to the outermost element, without it} */
    private static Tensor ramp(Tensor x, int axis, int count, double end, boolean first) {
        var inner = squeeze(edge(x, axis, first), axis);
        var outer = full(Shape.SCALAR, end, x.dtype());
        return GridOps.linspace(
                outer, inner, count, o -> o.endpoint(false).axis(axis).dtype(x.dtype()));
    }

    private static Tensor statistics(Tensor x, Ends side, PadMode mode, PadOptions options) {
        int size = x.dim(side.axis());
        int front = size;
        int back = size;
        if (!options.statLengths().isEmpty()) {
            checkPairs(x, "statLengths", options.statLengths());
            var pair = side.pair(options.statLengths());
            check(pair.get(0) > 0 && pair.get(1) > 0, "pad", "needs statLengths > 0, but got " + pair + ".");
            front = Math.min(size, pair.get(0));
            back = Math.min(size, pair.get(1));
        }
        return around(
                x,
                side,
                statistic(slice(x, side.axis(), 0, front), side.axis(), mode),
                statistic(slice(x, side.axis(), size - back, size), side.axis(), mode));
    }

    private static Tensor statistic(Tensor x, int axis, PadMode mode) {
        var over = List.of(axis);
        return switch (mode) {
            case MAXIMUM -> max(x, over, Dims.KEEP);
            case MINIMUM -> min(x, over, Dims.KEEP);
            case MEAN -> rounded(mean(x, over, Dims.KEEP), x);
            default -> rounded(StatisticsOps.median(x, over, Dims.KEEP), x);
        };
    }

    private static Tensor rounded(Tensor statistic, Tensor x) {
        return x.dtype().isFloating() ? statistic : round(statistic).cast(x.dtype());
    }
}
