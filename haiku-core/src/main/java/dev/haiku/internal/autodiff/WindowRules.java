package dev.haiku.internal.autodiff;

import dev.haiku.array.Shape;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Reduction.Extreme;
import dev.haiku.ir.Reduction.ReduceProd;
import dev.haiku.ir.Structural.Pad;
import dev.haiku.ir.Structural.Slice;
import dev.haiku.ir.Window.Combine;
import dev.haiku.ir.Window.Geometry;
import dev.haiku.ir.Window.ReduceWindow;
import dev.haiku.ir.Window.SelectAndGatherAdd;
import dev.haiku.ir.Window.SelectAndScatterAdd;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * JVP and transpose rows of windowed reductions.
 *
 * <p>The derivative of an extreme is a selection, which is linear in what it reads and has no derivative along what it
 * searches; its transpose is the other selection.
 */
final class WindowRules {

    private WindowRules() {}

    static void fill(JvpTable table) {
        table.rule(ReduceWindow.class, WindowRules::reduce);
        table.linear(SelectAndGatherAdd.class, 0);
        table.linear(SelectAndScatterAdd.class, 0);
    }

    static void fill(TransposeTable table) {
        table.first(ReduceWindow.class, WindowRules::transposedSum);
        table.first(
                SelectAndGatherAdd.class,
                (op, g, step) -> Ops.bind(new SelectAndScatterAdd(op.extreme(), op.geometry()), g, step.constant(1)));
        table.first(
                SelectAndScatterAdd.class,
                (op, g, step) -> Ops.bind(new SelectAndGatherAdd(op.extreme(), op.geometry()), g, step.constant(1)));
    }

    private static List<Dual> reduce(ReduceWindow op, List<Dual> in) {
        return switch (op.combine()) {
            case SUM -> JvpTable.alongTangents(op, in, Set.of(0));
            case PROD -> product(op.geometry(), in.get(0));
            case MAX -> extreme(op, new SelectAndGatherAdd(Extreme.MAX, op.geometry()), in.get(0));
            case MIN -> extreme(op, new SelectAndGatherAdd(Extreme.MIN, op.geometry()), in.get(0));
        };
    }

    private static List<Dual> extreme(ReduceWindow op, SelectAndGatherAdd selected, Dual in) {
        return List.of(new Dual(Ops.bind(op, in.primal()), Ops.bind(selected, in.d(), in.primal())));
    }

    /** A product of the slices that hold one element of each window. */
    private static List<Dual> product(Geometry geometry, Dual in) {
        var factors = new Dual(elements(geometry, in.primal(), 1), elements(geometry, in.d(), 0));
        return ReductionJvp.product(new ReduceProd(List.of(0)), List.of(0), factors);
    }

    /**
     * {@return the elements of all windows along a new first axis, with {@code outside} for those outside of the
     * tensor}
     */
    private static Tensor elements(Geometry geometry, Tensor x, double outside) {
        int rank = x.rank();
        Primitive spread = new Pad(
                geometry.low(),
                geometry.high(),
                geometry.baseDilation().stream().map(apart -> apart - 1).toList());
        var padded = Ops.bind(spread, x, Ops.full(Shape.SCALAR, outside, x.dtype()));
        var windows = new ReduceWindow(Combine.SUM, geometry)
                .outputTypes(List.of(x.type()))
                .get(0);
        if (windows.shape().size() == 0) {
            return Ops.zeros(Shape.of(1).concat(windows.shape()), x.dtype());
        }
        List<Tensor> slices = new ArrayList<>();
        var sizes = Shape.of(geometry.sizes());
        for (int element = 0; element < sizes.size(); element++) {
            var start = new ArrayList<Integer>();
            var limit = new ArrayList<Integer>();
            int rest = element;
            for (int axis = 0; axis < rank; axis++) {
                int stride = sizes.strides()[axis];
                start.add(rest / stride * geometry.windowDilation().get(axis));
                limit.add(start.get(axis)
                        + Geometry.extent(
                                windows.shape().dim(axis), geometry.strides().get(axis)));
                rest %= stride;
            }
            slices.add(Ops.bind(new Slice(start, limit, geometry.strides()), padded));
        }
        return Ops.stack(slices, 0);
    }

    /**
     * Each element adds up the cotangents of the windows that it is in: a window sum with strides and dilation
     * exchanged.
     */
    private static Tensor transposedSum(ReduceWindow op, Tensor g, LinearStep step) {
        if (op.combine() != Combine.SUM) {
            throw step.notLinear();
        }
        var shape = step.type(0).shape();
        if (shape.size() == 0 || g.shape().size() == 0) {
            return Ops.zeros(shape, g.dtype());
        }
        return Ops.bind(new ReduceWindow(Combine.SUM, transposed(op.geometry(), shape, g.shape())), g);
    }

    private static Geometry transposed(Geometry geometry, Shape operand, Shape windows) {
        List<Integer> low = new ArrayList<>();
        List<Integer> high = new ArrayList<>();
        for (int axis : IntStream.range(0, operand.rank()).toArray()) {
            int window = Geometry.extent(
                    geometry.sizes().get(axis), geometry.windowDilation().get(axis));
            int before = window - 1 - geometry.low().get(axis);
            int all = Geometry.extent(operand.dim(axis), geometry.baseDilation().get(axis)) + window - 1;
            low.add(before);
            high.add(all
                    - before
                    - Geometry.extent(windows.dim(axis), geometry.strides().get(axis)));
        }
        return new Geometry(
                geometry.sizes(), geometry.baseDilation(), low, high, geometry.strides(), geometry.windowDilation());
    }
}
