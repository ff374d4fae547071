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

/** Derivatives of running products and extremes. */
final class RunningTotals {

    private RunningTotals() {}

    /**
     * {@return the tangent of a running product, maximum or minimum}
     *
     * <p>Doubles the span of partial results log2(n) times, each combining neighbours as the two-operand primitive
     * does; so zeros in a product do no harm, and equal elements share as in {@code max}.
     */
    static Tensor tangent(Cumulative op, Dual in) {
        var total = in.primal();
        var tangent = in.d();
        int size = total.type().shape().dim(op.axis());
        for (int step = 1; step < size; step *= 2) {
            var earlier = shift(total, op, step, neutral(op.kind()));
            var earlierTangent = shift(tangent, op, step, 0);
            if (op.kind() == Accumulation.PROD) {
                tangent = tangent.mul(earlier).add(earlierTangent.mul(total));
                total = total.mul(earlier);
            } else {
                boolean largest = op.kind() == Accumulation.MAX;
                var stays = largest ? ElementwiseJvp.wins(total, earlier) : ElementwiseJvp.wins(earlier, total);
                tangent = tangent.mul(stays).add(earlierTangent.mul(Ops.sub(1, stays)));
                total = largest ? Ops.maximum(total, earlier) : Ops.minimum(total, earlier);
            }
        }
        return tangent;
    }

    private static double neutral(Accumulation kind) {
        return switch (kind) {
            case PROD -> 1;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
            case SUM -> 0;
        };
    }

    private static Tensor shift(Tensor x, Cumulative op, int step, double fill) {
        return shift(x, op.axis(), op.reverse() ? -step : step, fill);
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
