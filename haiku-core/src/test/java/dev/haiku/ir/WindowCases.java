package dev.haiku.ir;

import static dev.haiku.ir.Operand.type;

import dev.haiku.array.DType;
import dev.haiku.ir.Reduction.Extreme;
import dev.haiku.ir.Window.Combine;
import dev.haiku.ir.Window.Geometry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of windowed reductions: {@code f32} and {@code f64} at all shapes, other types at some. */
final class WindowCases {

    /**
     * Windows on a shape.
     *
     * @param dims the shape
     * @param sizes the sizes of windows
     * @param strides the strides
     * @param low the padding in front
     * @param high the padding behind
     * @param base the dilation of the operand
     * @param window the dilation of windows
     * @param reaches whether every window holds an element
     */
    private record Sliding(
            int[] dims, int[] sizes, int[] strides, int[] low, int[] high, int[] base, int[] window, boolean reaches) {

        static Sliding of(int[] dims, int[] sizes, int... strides) {
            var zeros = new int[dims.length];
            var ones = IntStream.range(0, dims.length).map(i -> 1).toArray();
            return new Sliding(dims, sizes, strides, zeros, zeros, ones, ones, true);
        }

        Sliding padded(int[] newLow, int... newHigh) {
            return new Sliding(dims, sizes, strides, newLow, newHigh, base, window, reaches);
        }

        Sliding dilated(int[] newBase, int... newWindow) {
            return new Sliding(dims, sizes, strides, low, high, newBase, newWindow, reaches);
        }

        Sliding partlyOutside() {
            return new Sliding(dims, sizes, strides, low, high, base, window, false);
        }

        Geometry geometry() {
            return new Geometry(list(sizes), list(strides), list(low), list(high), list(base), list(window));
        }

        private static List<Integer> list(int... values) {
            return IntStream.of(values).boxed().toList();
        }
    }

    private static final List<Sliding> FEW = List.of(
            Sliding.of(ints(), ints()),
            Sliding.of(ints(7), ints(2), 2).padded(ints(1), 1),
            Sliding.of(ints(5), ints(3), 2).padded(ints(4), 5).dilated(ints(2), 3),
            Sliding.of(ints(0), ints(2), 1).padded(ints(3), 0).partlyOutside(),
            Sliding.of(ints(2, 5, 6, 3), ints(1, 3, 3, 1), 1, 2, 2, 1).padded(ints(0, 0, 1, 0), 0, 1, 1, 0));

    private static final List<Sliding> MORE = List.of(
            Sliding.of(ints(7), ints(3), 1),
            Sliding.of(ints(3), ints(5), 1),
            Sliding.of(ints(4), ints(2), 1).padded(ints(-1), -1),
            Sliding.of(ints(6), ints(2), 3).padded(ints(5), 4).partlyOutside(),
            Sliding.of(ints(2, 4, 0), ints(1, 2, 1), 1, 1, 1),
            Sliding.of(ints(3, 4, 5), ints(2, 1, 3), 1, 1, 2),
            Sliding.of(ints(3, 300), ints(2, 1), 1, 1),
            Sliding.of(ints(1, 5, 4, 70), ints(1, 2, 3, 1), 1, 2, 1, 1),
            Sliding.of(ints(2, 3, 4, 5), ints(1, 1, 2, 2), 1, 1, 2, 2),
            Sliding.of(ints(2, 6, 9), ints(1, 3, 2), 1, 1, 1).dilated(ints(1, 1, 1), 1, 2, 3),
            Sliding.of(ints(2, 3, 4), ints(1, 2, 3), 1, 1, 2)
                    .padded(ints(0, 1, 2), 0, 0, 1)
                    .dilated(ints(1, 2, 3), 1, 1, 1)
                    .partlyOutside(),
            Sliding.of(ints(4, 3), ints(1, 3), 1, 1),
            Sliding.of(ints(2, 5, 3), ints(1, 1, 1), 1, 2, 1),
            Sliding.of(ints(2, 9, 8), ints(1, 2, 2), 1, 2, 2).dilated(ints(1, 1, 1), 1, 2, 1));

    private final List<PrimitiveCase> rows = new ArrayList<>();

    private WindowCases() {}

    static List<PrimitiveCase> all() {
        var cases = new WindowCases();
        for (DType dtype : DType.values()) {
            boolean isCommon = dtype == DType.F32 || dtype == DType.F64;
            for (var sliding : FEW) {
                cases.rows(dtype, sliding);
            }
            for (var sliding : isCommon ? MORE : Collections.<Sliding>emptyList()) {
                cases.rows(dtype, sliding);
            }
        }
        return cases.rows;
    }

    private void rows(DType dtype, Sliding sliding) {
        var type = type(dtype, sliding.dims());
        if (!dtype.isBool()) {
            for (var combine : Combine.values()) {
                var row = PrimitiveCase.of(new Window.ReduceWindow(combine, sliding.geometry()), type);
                boolean isExtreme = combine == Combine.MAX || combine == Combine.MIN;
                rows.add(isExtreme && !sliding.reaches() ? row.differentiable() : row);
            }
        }
        if (dtype.isFloating()) {
            for (var extreme : Extreme.values()) {
                var gather = new Window.SelectAndGatherAdd(extreme, sliding.geometry());
                var windows = gather.outputTypes(List.of(type, type)).get(0);
                rows.add(PrimitiveCase.of(gather, type, type));
                rows.add(PrimitiveCase.of(new Window.SelectAndScatterAdd(extreme, sliding.geometry()), windows, type));
            }
        }
    }

    private static int[] ints(int... values) {
        return values;
    }
}
