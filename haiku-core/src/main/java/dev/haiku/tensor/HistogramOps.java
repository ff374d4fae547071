package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** The part of {@link Ops} that counts elements in bins. A bin has its lower edge, the last one also its upper edge. */
abstract class HistogramOps extends StatisticsOps {

    HistogramOps() {}

    /**
     * How many elements lie in each bin.
     *
     * @param counts the sums of weights, {@code [bins]}, in the floating-point type of elements and weights
     * @param edges the edges of the bins, {@code [bins + 1]}
     */
    public record Histogram(Tensor counts, Tensor edges) {}

    /**
     * How many points lie in each cell of a grid.
     *
     * @param counts the sums of weights, {@code i32} without weights, one axis for each coordinate
     * @param edges the edges of the bins of each coordinate
     */
    public record HistogramNd(Tensor counts, List<Tensor> edges) {}

    /** {@return the edges of bins of one width from the smallest to the largest element} */
    public static Tensor histogramBinEdges(Tensor x, int bins) {
        return histogramBinEdges(x, bins, o -> o);
    }

    /**
     * {@return the edges, {@code [bins + 1]}, of bins of one width over the range of the options or of the elements}
     *
     * <p>A range of width 0 is widened by 0.5 on both sides.
     *
     * @throws dev.haiku.array.ShapeException if there are no bins, or neither a range nor elements
     */
    public static Tensor histogramBinEdges(Tensor x, int bins, UnaryOperator<HistogramOptions> edit) {
        check(bins > 0, "histogramBinEdges", "needs at least one bin, but got " + bins + ".");
        var range = edit.apply(HistogramOptions.DEFAULTS).range();
        var number = Operands.floating(x);
        var low = range == null ? min(number) : full(Shape.SCALAR, range.low(), number.dtype());
        var high = range == null ? max(number) : full(Shape.SCALAR, range.high(), number.dtype());
        var isPoint = high.sub(low).eq(0);
        return linspace(where(isPoint, low.sub(0.5), low), where(isPoint, high.add(0.5), high), bins + 1, o -> o);
    }

    /** {@return how many elements lie in each of some bins of one width} */
    public static Histogram histogram(Tensor x, int bins) {
        return histogram(x, bins, o -> o);
    }

    /** {@return how many elements lie in each of some bins of one width} */
    public static Histogram histogram(Tensor x, int bins, UnaryOperator<HistogramOptions> edit) {
        return histogram(x, histogramBinEdges(x, bins, edit), edit);
    }

    /**
     * {@return how many elements lie between each two neighbouring edges}
     *
     * @throws dev.haiku.array.ShapeException if the edges are no vector of at least 2 or the weights do not fit
     */
    public static Histogram histogram(Tensor x, Tensor edges, UnaryOperator<HistogramOptions> edit) {
        var points = expandDims(ravel(x), 1);
        var weights = edit.apply(HistogramOptions.DEFAULTS).weights();
        if (weights == null) {
            var ones = onesLike(x).cast(x.dtype().promoteWithFloat());
            return histogram(x, edges, o -> edit.apply(o).weights(ones));
        }
        check(
                weights.shape().equals(x.shape()),
                "histogram",
                "weights of shape " + weights.shape() + " do not fit shape " + x.shape() + ".");
        var grid = histogramDd(points, List.of(edges), o -> edit.apply(o).weights(ravel(weights)));
        return new Histogram(grid.counts(), grid.edges().get(0));
    }

    /** {@return how many points (x, y) lie in each cell of a grid of as many bins along each axis} */
    public static HistogramNd histogram2d(Tensor x, Tensor y, int bins, UnaryOperator<HistogramOptions> edit) {
        return histogramDd(stack(1, ravel(x), ravel(y)), bins, edit);
    }

    /** {@return how many points {@code [n, d]} lie in each cell of a grid of as many bins along each of d axes} */
    public static HistogramNd histogramDd(Tensor points, int bins, UnaryOperator<HistogramOptions> edit) {
        checkPoints(points);
        return histogramDd(
                points,
                unstack(points, 1).stream()
                        .map(x -> histogramBinEdges(x, bins, edit))
                        .toList(),
                edit);
    }

    /**
     * {@return how many points {@code [n, d]} lie in each cell of a grid of given edges along each of d axes}
     *
     * @throws dev.haiku.array.ShapeException if there are not d vectors of at least 2 edges, or the weights do not fit
     */
    public static HistogramNd histogramDd(Tensor points, List<Tensor> edges, UnaryOperator<HistogramOptions> edit) {
        checkPoints(points);
        check(
                edges.size() == points.dim(1) && edges.stream().allMatch(e -> e.rank() == 1 && e.dim(0) >= 2),
                "histogram",
                "needs a vector of at least 2 edges for each of " + points.dim(1) + " axes, but got "
                        + edges.stream().map(Tensor::shape).toList() + ".");
        var options = edit.apply(HistogramOptions.DEFAULTS);
        var limits = edges.stream().map(Operands::floating).toList();
        var weights = options.weights();
        check(
                weights == null || weights.shape().equals(Shape.of(points.dim(0))),
                "histogram",
                "weights of shape " + (weights == null ? "" : weights.shape()) + " do not fit " + points.dim(0)
                        + " points.");
        var floats = Operands.floating(points);
        var amounts = weights == null
                ? ones(Shape.of(points.dim(0)), DType.I32)
                : weights.cast(floats.dtype().promote(weights.dtype()));
        var counts = counted(floats, limits, amounts);
        return new HistogramNd(options.density() ? density(Operands.floating(counts), limits) : counts, limits);
    }

    private static void checkPoints(Tensor points) {
        check(points.rank() == 2, "histogram", "needs points [n, d], but got shape " + points.shape() + ".");
    }

    private static Tensor counted(Tensor points, List<Tensor> edges, Tensor weights) {
        var places = new ArrayList<Tensor>();
        var coordinates = unstack(points, 1);
        for (int axis = 0; axis < edges.size(); axis++) {
            var x = coordinates.get(axis);
            var limits = edges.get(axis);
            var bin = searchSorted(limits, x, Side.RIGHT);
            // bin 0 is below all edges, bin n above; the last edge belongs to the last bin
            places.add(where(x.eq(get(limits, -1)), limits.dim(0) - 1, bin));
        }
        var shape = Shape.of(edges.stream().map(e -> e.dim(0) + 1).toList());
        var cells = bincount(ravelMultiIndex(places, shape, IndexMode.CLIP), weights, (int) shape.size());
        return slice(
                reshape(cells, shape),
                Collections.nCopies(shape.rank(), 1),
                shape.toList().stream().map(size -> size - 1).toList(),
                Collections.nCopies(shape.rank(), 1));
    }

    private static Tensor density(Tensor counts, List<Tensor> edges) {
        var widths = along("histogram", edges.stream().map(DifferenceOps::diff).toList());
        var result = counts.div(sum(counts));
        for (var width : widths) {
            result = result.div(width);
        }
        return result;
    }
}
