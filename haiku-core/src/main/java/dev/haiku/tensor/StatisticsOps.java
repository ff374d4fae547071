package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.axesOrAll;
import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** The part of {@link Ops} with weighted means, order statistics and correlations. */
abstract class StatisticsOps extends NanOps {

    StatisticsOps() {}

    /** {@return the largest less the smallest over axes, all if none is given} */
    public static Tensor ptp(Tensor x, int... axes) {
        return ptp(x, axesOrAll("ptp", axes, x.shape()), Dims.DROP);
    }

    /** {@return the largest less the smallest over axes} */
    public static Tensor ptp(Tensor x, List<Integer> axes, Dims dims) {
        return max(x, axes, dims).sub(min(x, axes, dims));
    }

    /** {@return the mean over axes in which each element counts as much as its weight, all axes if none is given} */
    public static Tensor average(Tensor x, Tensor weights, int... axes) {
        return average(x, weights, axesOrAll("average", axes, x.shape()), Dims.DROP);
    }

    /**
     * {@return the mean over axes in which each element counts as much as its weight; integers become {@code f32}}
     *
     * @param weights of the tensor's shape, or only of that of the axes in their order
     * @throws dev.haiku.array.ShapeException if they are neither
     */
    public static Tensor average(Tensor x, Tensor weights, List<Integer> axes, Dims dims) {
        var dtype = x.dtype().promote(weights.dtype()).promoteWithFloat();
        var shares = alongAxes(x, weights.cast(dtype), axes);
        var total = sum(shares, axes, dims);
        return sum(x.cast(dtype).mul(shares), axes, dims).div(total);
    }

    private static Tensor alongAxes(Tensor x, Tensor weights, List<Integer> axes) {
        if (weights.shape().equals(x.shape())) {
            return weights;
        }
        var given = axes.stream()
                .map(axis -> Operands.axis("average", axis, x.shape()))
                .toList();
        check(
                weights.shape().toList().equals(given.stream().map(x::dim).toList()),
                "average",
                "weights of shape " + weights.shape() + " do not fit axes " + axes + " of shape " + x.shape() + ".");
        var sorted = given.stream().sorted().toList();
        var ordered = transpose(weights, sorted.stream().map(given::indexOf).toList());
        var dims = Shape.of(Collections.nCopies(x.rank(), 1));
        for (int axis : sorted) {
            dims = dims.with(axis, x.dim(axis));
        }
        return reshape(ordered, dims);
    }

    /** {@return the median over axes, all if none is given; of an even number the mean of the two in the middle} */
    public static Tensor median(Tensor x, int... axes) {
        return median(x, axesOrAll("median", axes, x.shape()), Dims.DROP);
    }

    /** {@return the median over axes; of an even number the mean of the two in the middle} */
    public static Tensor median(Tensor x, List<Integer> axes, Dims dims) {
        return middle("median", x, axes, dims, false);
    }

    /** {@return the median over axes of what is not NaN, all axes if none is given} */
    public static Tensor nanmedian(Tensor x, int... axes) {
        return nanmedian(x, axesOrAll("nanmedian", axes, x.shape()), Dims.DROP);
    }

    /** {@return the median over axes of what is not NaN} */
    public static Tensor nanmedian(Tensor x, List<Integer> axes, Dims dims) {
        return middle("nanmedian", x, axes, dims, true);
    }

    private static Tensor middle(String op, Tensor x, List<Integer> axes, Dims dims, boolean skipsNan) {
        var options =
                QuantileOptions.DEFAULTS.method(QuantileOptions.Method.MIDPOINT).dims(dims);
        return Quantiles.of(op, x, share(x, 0.5), axes, options, skipsNan);
    }

    private static Tensor share(Tensor x, double q) {
        return Tensor.scalar(x.dtype() == DType.F64 ? DType.F64 : DType.F32, q);
    }

    /** {@return the number below which a share q of the elements lies, over axes, all if none is given} */
    public static Tensor quantile(Tensor x, double q, int... axes) {
        return quantile(x, share(x, q), axesOrAll("quantile", axes, x.shape()), o -> o);
    }

    /**
     * {@return the numbers below which shares q of the elements lie, over axes; integers become {@code f32}}
     *
     * <p>Shapes: those of q, a scalar or vector, then the axes that are left. NaN spreads along the axes.
     *
     * @param q the shares, in [0, 1]
     * @throws dev.haiku.array.ShapeException if q has more axes, weights do not fit, or there are no elements
     */
    public static Tensor quantile(Tensor x, Tensor q, List<Integer> axes, UnaryOperator<QuantileOptions> edit) {
        return Quantiles.of("quantile", x, q, axes, edit.apply(QuantileOptions.DEFAULTS), false);
    }

    /** {@return the {@link #quantile(Tensor, double, int...) quantile} of what is not NaN} */
    public static Tensor nanquantile(Tensor x, double q, int... axes) {
        return nanquantile(x, share(x, q), axesOrAll("nanquantile", axes, x.shape()), o -> o);
    }

    /** {@return the {@link #quantile(Tensor, Tensor, List, UnaryOperator) quantiles} of what is not NaN} */
    public static Tensor nanquantile(Tensor x, Tensor q, List<Integer> axes, UnaryOperator<QuantileOptions> edit) {
        return Quantiles.of("nanquantile", x, q, axes, edit.apply(QuantileOptions.DEFAULTS), true);
    }

    /** {@return the number below which {@code percent} of a hundred elements lie, over axes, all if none is given} */
    public static Tensor percentile(Tensor x, double percent, int... axes) {
        return quantile(x, percent / 100, axes);
    }

    /** {@return the {@link #quantile(Tensor, Tensor, List, UnaryOperator) quantiles} for shares in percent} */
    public static Tensor percentile(Tensor x, Tensor percent, List<Integer> axes, UnaryOperator<QuantileOptions> edit) {
        return quantile(x, percent.div(100), axes, edit);
    }

    /** {@return the {@link #percentile(Tensor, double, int...) percentile} of what is not NaN} */
    public static Tensor nanpercentile(Tensor x, double percent, int... axes) {
        return nanquantile(x, percent / 100, axes);
    }

    /** {@return the {@link #percentile(Tensor, Tensor, List, UnaryOperator) percentiles} of what is not NaN} */
    public static Tensor nanpercentile(
            Tensor x, Tensor percent, List<Integer> axes, UnaryOperator<QuantileOptions> edit) {
        return nanquantile(x, percent.div(100), axes, edit);
    }

    /** {@return the covariances of the rows of a matrix, divided by {@code n - 1}; the variance of a vector} */
    public static Tensor cov(Tensor x) {
        return cov(x, o -> o);
    }

    /**
     * {@return the covariances {@code [k, k]} of k variables, or the variance of one}
     *
     * @param x one variable, or a matrix with a variable in each row
     * @throws dev.haiku.array.ShapeException if it has more axes, or weights do not fit
     */
    public static Tensor cov(Tensor x, UnaryOperator<CovOptions> edit) {
        var options = edit.apply(CovOptions.DEFAULTS);
        var dtype = x.dtype().promoteWithFloat();
        var rows = variables("cov", x.cast(dtype), options);
        var other = options.other();
        if (other != null) {
            var joint = dtype.promote(other.dtype());
            rows = concatenate(0, rows.cast(joint), variables("cov", other.cast(joint), options));
        }
        int count = rows.dim(1);
        int ddof = options.divisorLess();
        var frequencies = options.frequencies();
        var importances = options.importances();
        if (frequencies == null && importances == null) {
            var centred = rows.sub(mean(rows, List.of(1), Dims.KEEP));
            return squeeze(centred.matmul(matrixTranspose(centred)).div((double) (count - ddof)));
        }
        var ones = ones(Shape.of(count), rows.dtype());
        var importance =
                importances == null ? ones : checkWeights(importances, count).cast(rows.dtype());
        var weights = frequencies == null ? importance : importance.mul(checkWeights(frequencies, count));
        var total = sum(weights);
        var lost = importances == null
                ? Tensor.scalar(rows.dtype(), ddof)
                : sum(weights.mul(importance)).mul(ddof).div(total);
        var each = expandDims(weights, 0);
        var centred = rows.sub(sum(rows.mul(each), List.of(1), Dims.KEEP).div(total));
        return squeeze(centred.matmul(matrixTranspose(centred.mul(each))).div(total.sub(lost)));
    }

    private static Tensor checkWeights(Tensor weights, int count) {
        check(
                weights.shape().equals(Shape.of(count)),
                "cov",
                "weights of shape " + weights.shape() + " do not fit " + count + " observations.");
        return weights;
    }

    private static Tensor variables(String op, Tensor x, CovOptions options) {
        check(x.rank() <= 2, op, "needs a vector or matrix, but got shape " + x.shape() + ".");
        var rows = atLeast2d(x);
        return options.rowvar() || rows.dim(0) == 1 ? rows : matrixTranspose(rows);
    }

    /** {@return the correlations {@code [k, k]} of the rows of a matrix; 1 for a vector} */
    public static Tensor corrcoef(Tensor x) {
        return corrcoef(x, o -> o);
    }

    /** {@return the correlations {@code [k, k]} of k variables: their covariances by their standard deviations, in [-1, 1]} */
    public static Tensor corrcoef(Tensor x, UnaryOperator<CovOptions> edit) {
        var covariances = cov(x, edit);
        if (covariances.rank() == 0) {
            return covariances.div(covariances);
        }
        var deviations = sqrt(diagonal(covariances));
        return clip(covariances.div(expandDims(deviations, 1)).div(expandDims(deviations, 0)), -1.0, 1.0);
    }
}
