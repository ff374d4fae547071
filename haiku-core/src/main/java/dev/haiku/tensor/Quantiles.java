package dev.haiku.tensor;

import static dev.haiku.tensor.Operands.check;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.tensor.QuantileOptions.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * Quantiles of rows: the tensor with its reduced axes merged into a last one of n elements.
 *
 * <p>Where NaN is not passed over, it spreads to its whole row. Sorted rows have it at their end.
 */
final class Quantiles {

    private final Tensor sorted;
    private final Tensor weights;
    private final boolean skipsNan;

    private Quantiles(Tensor sorted, Tensor weights, boolean skipsNan) {
        this.sorted = sorted;
        this.weights = weights;
        this.skipsNan = skipsNan;
    }

    /** {@return the quantiles q of x over axes, the axis of q in front} */
    static Tensor of(String op, Tensor x, Tensor q, List<Integer> axes, QuantileOptions options, boolean skipsNan) {
        check(q.rank() <= 1, op, "needs a scalar or vector of quantiles, but got shape " + q.shape() + ".");
        check(
                options.weights() == null || options.method() == Method.INVERTED_CDF,
                op,
                "method " + options.method() + " takes no weights. Use INVERTED_CDF.");
        var number = Operands.floating(x);
        var normal = Operands.axes(op, axes, x.shape());
        var rows = rows(number, normal);
        check(rows.dim(-1) > 0, op, "axes " + axes + " of shape " + x.shape() + " are empty, so there is none.");
        var quantiles = sorting(op, rows, options, normal, number, skipsNan).at(q, options.method());
        var shape = ReductionOps.reduced(x.shape(), normal, options.dims());
        return Ops.reshape(quantiles, q.shape().concat(shape)).cast(number.dtype());
    }

    private static Quantiles sorting(
            String op, Tensor rows, QuantileOptions options, List<Integer> axes, Tensor x, boolean skipsNan) {
        var poisoned = skipsNan ? rows : Ops.where(Ops.any(Ops.isNan(rows), List.of(-1), Dims.KEEP), Double.NaN, rows);
        var weights = options.weights();
        if (weights == null) {
            return new Quantiles(Ops.sort(poisoned), Ops.onesLike(rows), skipsNan);
        }
        check(
                weights.shape().equals(x.shape()),
                op,
                "weights of shape " + weights.shape() + " do not fit shape " + x.shape() + ".");
        var both = Ops.sort(List.of(poisoned, rows(weights.cast(rows.dtype()), axes)), rows.rank() - 1, 1);
        return new Quantiles(both.get(0), both.get(1), skipsNan);
    }

    private static Tensor rows(Tensor x, List<Integer> axes) {
        var order = new ArrayList<>(Operands.range(0, x.rank()));
        order.removeAll(axes);
        var kept = List.copyOf(order);
        order.addAll(axes);
        int count = axes.stream().mapToInt(x::dim).reduce(1, (a, b) -> a * b);
        var shape = Shape.of(kept.stream().map(x::dim).toList());
        return Ops.reshape(Ops.transpose(x, order), shape.concat(Shape.of(count)));
    }

    /** {@return the quantiles along the first axis if q is a vector} */
    private Tensor at(Tensor q, Method method) {
        var places = Operands.cast(q, q.dtype().promoteWithFloat());
        var column = Ops.reshape(places, -1);
        var result = method == Method.INVERTED_CDF ? invertedCdf(column) : between(column, method);
        return Ops.moveAxis(result, -1, 0);
    }

    /** {@return {@code [rows..., quantiles]}} */
    private Tensor between(Tensor q, Method method) {
        // the last place of each row, or of all of them
        var last = skipsNan ? valid().sub(1).cast(q.dtype()) : Tensor.scalar(q.dtype(), sorted.dim(-1) - 1.0);
        var place = (skipsNan ? Ops.broadcastToRank(q, sorted.rank()) : q).mul(last);
        var high = Ops.ceil(place);
        var weight = Ops.broadcastToRank(place.sub(Ops.floor(place)), sorted.rank());
        var low = element(Ops.floor(place), last);
        var above = element(high, last);
        return switch (method) {
            case LOWER -> low;
            case HIGHER -> above;
            case NEAREST -> Ops.where(weight.le(0.5), low, above);
            case MIDPOINT -> low.add(above).mul(0.5);
            default -> {
                var share = weight.cast(low.dtype().promote(weight.dtype()));
                yield low.mul(Ops.sub(1, share)).add(above.mul(share));
            }
        };
    }

    private Tensor valid() {
        return Ops.countNonzero(Ops.isNan(sorted).not(), List.of(-1), Dims.KEEP);
    }

    private Tensor element(Tensor place, Tensor last) {
        var index = place.minimum(last).maximum(0).cast(DType.I32);
        return skipsNan
                ? Ops.takeAlongAxis(sorted, index, -1, IndexMode.CLIP)
                : Ops.take(sorted, index, -1, IndexMode.CLIP);
    }

    private Tensor invertedCdf(Tensor q) {
        var bad = weights.lt(0).or(Ops.isNan(weights));
        var missing = Ops.isNan(sorted);
        var share = Ops.cumsum(Ops.where(bad.or(missing), 0.0, weights), -1);
        var target = Ops.broadcastToRank(q, sorted.rank()).mul(share.get(Index.ellipsis(), Index.from(-1)));
        var before = Ops.expandDims(share, -2).lt(Ops.expandDims(target, -1));
        var last = skipsNan ? valid().sub(1) : Tensor.scalar(sorted.dim(-1) - 1);
        var index =
                Ops.countNonzero(before, List.of(-1), Dims.DROP).minimum(last).maximum(0);
        var result = Ops.takeAlongAxis(sorted, index, -1, IndexMode.CLIP);
        var unusable = skipsNan ? valid().eq(0) : Ops.any(missing, List.of(-1), Dims.KEEP);
        return Ops.where(Ops.any(bad, List.of(-1), Dims.KEEP).or(unusable), Double.NaN, result);
    }
}
