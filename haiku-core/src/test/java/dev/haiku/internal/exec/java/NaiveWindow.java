package dev.haiku.internal.exec.java;

import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.ir.Reduction.Extreme;
import dev.haiku.ir.Window;
import java.util.ArrayList;
import java.util.List;

/** Windowed reductions by listing the elements of each window. */
final class NaiveWindow {

    private NaiveWindow() {}

    static HostArray run(Window op, List<HostArray> inputs) {
        var types = inputs.stream().map(KernelRun::type).toList();
        var shape = op.outputTypes(types).get(0).shape();
        if (op instanceof Window.ReduceWindow reduce) {
            return reduce(reduce, inputs.get(0), shape);
        }
        if (op instanceof Window.SelectAndGatherAdd gather) {
            return gather(gather, inputs.get(0), inputs.get(1), shape);
        }
        return scatter((Window.SelectAndScatterAdd) op, inputs.get(0), inputs.get(1));
    }

    /** The row-major indices of the elements of a window, in the order of the window. */
    private static List<Integer> elements(Window.Geometry geometry, Shape operand, int[] window) {
        List<Integer> elements = new ArrayList<>();
        var sizes = Shape.of(geometry.sizes());
        for (int k = 0; k < sizes.size(); k++) {
            var at = Naive.unravel(sizes, k);
            boolean isInside = true;
            for (int axis = 0; axis < at.length; axis++) {
                int place = window[axis] * geometry.strides().get(axis)
                        + at[axis] * geometry.windowDilation().get(axis)
                        - geometry.low().get(axis);
                int apart = geometry.baseDilation().get(axis);
                isInside &= place >= 0 && place % apart == 0 && place / apart < operand.dim(axis);
                at[axis] = place / apart;
            }
            if (isInside) {
                elements.add(Naive.ravel(operand, at));
            }
        }
        return elements;
    }

    private static HostArray reduce(Window.ReduceWindow op, HostArray x, Shape shape) {
        if (x.dtype().isFloating()) {
            return HostArray.fromDoubles(x.dtype(), shape, i -> {
                double result = Fold.valueOf(op.combine().name()).identity();
                for (int j : elements(op.geometry(), x.shape(), Naive.unravel(shape, i))) {
                    result = combine(op.combine(), result, x.getDouble(j));
                }
                return result;
            });
        }
        return HostArray.fromLongs(x.dtype(), shape, i -> {
            long result = Fold.valueOf(op.combine().name()).identity(x.dtype());
            for (int j : elements(op.geometry(), x.shape(), Naive.unravel(shape, i))) {
                result = combine(op.combine(), result, x.getLong(j));
            }
            return result;
        });
    }

    private static double combine(Window.Combine combine, double x, double y) {
        return switch (combine) {
            case SUM -> x + y;
            case PROD -> x * y;
            case MAX -> Double.isNaN(x) || x > y ? x : y;
            case MIN -> Double.isNaN(x) || x < y ? x : y;
        };
    }

    private static long combine(Window.Combine combine, long x, long y) {
        return switch (combine) {
            case SUM -> x + y;
            case PROD -> x * y;
            case MAX -> x > y ? x : y;
            case MIN -> x < y ? x : y;
        };
    }

    /** The index of the selected element of a window, or -1. */
    private static int selected(Extreme extreme, Window.Geometry geometry, HostArray x, int[] window) {
        int selected = -1;
        for (int j : elements(geometry, x.shape(), window)) {
            double best = selected < 0 ? Double.NaN : x.getDouble(selected);
            boolean stays = extreme == Extreme.MAX ? best >= x.getDouble(j) : best <= x.getDouble(j);
            selected = stays ? selected : j;
        }
        return selected;
    }

    private static HostArray gather(Window.SelectAndGatherAdd op, HostArray tangents, HostArray x, Shape shape) {
        return HostArray.fromDoubles(x.dtype(), shape, i -> {
            int from = selected(op.extreme(), op.geometry(), x, Naive.unravel(shape, i));
            return from < 0 ? 0 : tangents.getDouble(from);
        });
    }

    private static HostArray scatter(Window.SelectAndScatterAdd op, HostArray source, HostArray x) {
        var sums = new double[(int) x.shape().size()];
        for (int i = 0; i < source.size(); i++) {
            int to = selected(op.extreme(), op.geometry(), x, Naive.unravel(source.shape(), i));
            if (to >= 0) {
                sums[to] += source.getDouble(i);
            }
        }
        return HostArray.fromDoubles(x.dtype(), x.shape(), i -> sums[i]);
    }
}
