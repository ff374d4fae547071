package dev.haiku.internal.autodiff;

import dev.haiku.array.Shape;
import dev.haiku.ir.Reduction.Accumulation;
import dev.haiku.ir.Reduction.Cumulative;
import dev.haiku.ir.Structural.Pad;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Derivatives of running products, extremes and logarithms of sums. */
final class RunningTotals {

    private RunningTotals() {}

    /**
     * {@return the tangent of a running product, extreme or logarithm of a sum}
     *
     * <p>Combines neighbours as the two-operand function does, in the order of JAX's {@code associative_scan}: so zeros in a
     * product do no harm, and equal elements share in an extreme as they do there.
     */
    static Tensor tangent(Cumulative op, Dual in) {
        var pair = new Pair(in.primal(), in.d());
        return (op.reverse() ? scan(op, pair.flipped(op.axis())).flipped(op.axis()) : scan(op, pair)).tangent();
    }

    /** Totals at odd places are those of elements combined two by two; one step more gives those at even places. */
    private static Pair scan(Cumulative op, Pair all) {
        int size = all.value().dim(op.axis());
        if (size < 2) {
            return all;
        }
        int axis = op.axis();
        var odd = scan(op, combine(op.kind(), all.every2nd(axis, 0, size - 1), all.every2nd(axis, 1, size)));
        var before = size % 2 == 0 ? odd.range(axis, size / 2 - 1) : odd;
        var even = all.range(axis, 1);
        if (size > 2) {
            even = even.joined(axis, combine(op.kind(), before, all.every2nd(axis, 2, size)));
        }
        return even.interleaved(axis, odd, size);
    }

    private static Pair combine(Accumulation kind, Pair x, Pair y) {
        return switch (kind) {
            case SUM -> new Pair(x.value().add(y.value()), x.tangent().add(y.tangent()));
            case PROD ->
                new Pair(
                        x.value().mul(y.value()),
                        x.tangent().mul(y.value()).add(y.tangent().mul(x.value())));
            case MAX -> weighted(Ops.maximum(x.value(), y.value()), x, y, ElementwiseJvp.wins(x.value(), y.value()));
            case MIN -> weighted(Ops.minimum(x.value(), y.value()), x, y, ElementwiseJvp.wins(y.value(), x.value()));
            case LOGSUMEXP -> logSumExp(x, y);
        };
    }

    private static Pair weighted(Tensor value, Pair x, Pair y, Tensor share) {
        return new Pair(value, x.tangent().mul(share).add(y.tangent().mul(Ops.sub(1, share))));
    }

    /** Positive infinities count as 0 in the weights, as in JAX; negative ones give NaN where there is nothing else. */
    private static Pair logSumExp(Pair x, Pair y) {
        var value = Ops.logAddExp(x.value(), y.value());
        var total = finite(value);
        return new Pair(
                value,
                x.tangent()
                        .mul(finite(x.value()).sub(total).exp())
                        .add(y.tangent().mul(finite(y.value()).sub(total).exp())));
    }

    private static Tensor finite(Tensor x) {
        return Ops.where(x.eq(Double.POSITIVE_INFINITY), 0.0, x);
    }

    /**
     * Running totals and their tangents.
     *
     * @param value the totals
     * @param tangent their tangents
     */
    private record Pair(Tensor value, Tensor tangent) {

        private Pair both(UnaryOperator<Tensor> function) {
            return new Pair(function.apply(value), function.apply(tangent));
        }

        Pair flipped(int axis) {
            return both(x -> Ops.flip(x, axis));
        }

        Pair every2nd(int axis, int start, int limit) {
            return both(x -> Ops.slice(x, axis, start, limit, 2));
        }

        Pair range(int axis, int limit) {
            return both(x -> Ops.slice(x, axis, 0, limit));
        }

        Pair joined(int axis, Pair other) {
            return new Pair(Ops.concatenate(axis, value, other.value), Ops.concatenate(axis, tangent, other.tangent));
        }

        Pair interleaved(int axis, Pair odd, int size) {
            return new Pair(mixed(axis, value, odd.value, size), mixed(axis, tangent, odd.tangent, size));
        }

        /** Spreads both out and adds them: each is zero where the other is not. */
        private static Tensor mixed(int axis, Tensor even, Tensor odd, int size) {
            return spread(axis, even, 0, size).add(spread(axis, odd, 1, size));
        }

        private static Tensor spread(int axis, Tensor x, int start, int size) {
            int covered = 2 * x.dim(axis) - 1;
            var none = Collections.nCopies(x.rank(), 0);
            var low = new ArrayList<>(none);
            var high = new ArrayList<>(none);
            var between = new ArrayList<>(none);
            low.set(axis, start);
            high.set(axis, size - start - covered);
            between.set(axis, 1);
            return Ops.bind(new Pad(low, high, between), x, Ops.zeros(Shape.SCALAR, x.dtype()));
        }
    }

    /** {@return the tensor moved towards higher positions along an axis} */
    private static Tensor shift(Tensor x, int axis, int step, double fill) {
        int rank = x.type().shape().rank();
        var low = new ArrayList<>(Collections.nCopies(rank, 0));
        var high = new ArrayList<>(Collections.nCopies(rank, 0));
        low.set(axis, step);
        high.set(axis, -step);
        return Ops.bind(
                new Pad(low, high, Collections.nCopies(rank, 0)),
                x,
                Ops.full(Shape.SCALAR, fill, x.type().dtype()));
    }

    /** {@return for each element the product of all others that a product along those axes multiplies it with} */
    static Tensor productOfOthers(Tensor x, List<Integer> axes) {
        var shape = x.type().shape();
        List<Integer> order = new ArrayList<>(Gathers.range(0, shape.rank()));
        order.removeAll(axes);
        int kept = order.size();
        order.addAll(axes);
        var moved = Ops.transpose(x, order);
        var flat = Ops.reshape(
                moved,
                Shape.of(moved.type()
                        .shape()
                        .subShape(0, kept)
                        .concat(Shape.of((int) products(moved, kept)))
                        .toList()));
        var before = shift(Ops.bind(new Cumulative(Accumulation.PROD, kept, false), flat), kept, 1, 1);
        var behind = shift(Ops.bind(new Cumulative(Accumulation.PROD, kept, true), flat), kept, -1, 1);
        var others = Ops.reshape(before.mul(behind), moved.type().shape());
        return Ops.transpose(others, inverse(order));
    }

    private static long products(Tensor moved, int kept) {
        var shape = moved.type().shape();
        return shape.subShape(kept, shape.rank()).size();
    }

    /** {@return the permutation that undoes another} */
    static List<Integer> inverse(List<Integer> permutation) {
        return Gathers.range(0, permutation.size()).stream()
                .map(permutation::indexOf)
                .toList();
    }
}
