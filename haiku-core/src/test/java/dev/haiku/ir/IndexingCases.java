package dev.haiku.ir;

import static dev.haiku.ir.Operand.exactly;
import static dev.haiku.ir.Operand.integers;
import static dev.haiku.ir.Operand.type;

import dev.haiku.array.DType;
import dev.haiku.ir.Indexing.Axes;
import dev.haiku.ir.Indexing.Combine;
import dev.haiku.ir.Indexing.Mode;
import java.util.ArrayList;
import java.util.List;

/** The rows of gather, scatter and dynamic slices, each with every element type. */
final class IndexingCases {

    private static final Axes ROWS = axes(List.of(1), List.of(0), List.of(0));
    private static final Axes COLUMNS = axes(List.of(0), List.of(1), List.of(1));
    private static final Axes POINTS = axes(List.of(), List.of(0, 1), List.of(0, 1));
    private static final Axes WINDOWS = axes(List.of(1, 2), List.of(), List.of(0, 1));
    private static final Axes SWAPPED = axes(List.of(1, 2), List.of(), List.of(1, 0));
    private static final Axes ONE = axes(List.of(), List.of(0), List.of(0));
    private static final Axes BATCHED = new Axes(List.of(2), List.of(1), List.of(0), List.of(0), List.of(1));
    private static final Axes ALONG = new Axes(List.of(), List.of(1), List.of(0), List.of(0), List.of(1));

    private final DType dtype;
    private final List<PrimitiveCase> rows = new ArrayList<>();

    private IndexingCases(DType dtype) {
        this.dtype = dtype;
    }

    static List<PrimitiveCase> all() {
        var rows = new ArrayList<PrimitiveCase>();
        for (DType dtype : DType.values()) {
            var cases = new IndexingCases(dtype);
            cases.gathers();
            cases.scatters();
            cases.dynamicSlices();
            rows.addAll(cases.rows);
        }
        return rows;
    }

    private static Axes axes(List<Integer> offset, List<Integer> collapsed, List<Integer> startIndexMap) {
        return new Axes(offset, collapsed, List.of(), List.of(), startIndexMap);
    }

    private void gathers() {
        for (var mode : Mode.values()) {
            gather(ROWS, mode, type(dtype, 5, 3), List.of(1, 3), type(DType.I32, 4, 1));
            gather(ROWS, mode, type(dtype, 5, 3), List.of(1, 2), type(DType.I64, 4, 1));
            gather(ROWS, mode, type(dtype, 5, 0), List.of(1, 0), type(DType.I32, 4, 1));
            gather(ROWS, mode, type(dtype, 5, 3), List.of(1, 3), type(DType.I32, 0, 1));
            gather(COLUMNS, mode, type(dtype, 3, 5), List.of(3, 1), type(DType.I32, 4, 1));
            gather(POINTS, mode, type(dtype, 5, 5), List.of(1, 1), type(DType.U32, 6, 2));
            gather(WINDOWS, mode, type(dtype, 6, 6), List.of(2, 2), type(DType.I32, 4, 2));
            gather(SWAPPED, mode, type(dtype, 6, 7), List.of(2, 3), type(DType.I32, 4, 2));
            gather(ONE, mode, type(dtype, 5), List.of(1), type(DType.I32, 1));
            gather(ONE, mode, type(dtype, 5), List.of(1), type(DType.I32, 2, 3, 1));
            gather(BATCHED, mode, type(dtype, 2, 5, 3), List.of(1, 1, 3), type(DType.I32, 2, 4, 1));
            gather(ALONG, mode, type(dtype, 3, 5), List.of(1, 1), type(DType.I32, 3, 4, 1));
        }
    }

    private void gather(Axes axes, Mode mode, TensorType operand, List<Integer> sizes, TensorType indices) {
        var row = PrimitiveCase.of(new Indexing.Gather(axes, sizes, mode), operand, indices);
        rows.add(row.drawing(Operand.COMMON, integers(0, 5)));
        var outOfRange = row.drawing(Operand.COMMON, integers(-3, 9));
        rows.add(mode == Mode.CLIP ? outOfRange : outOfRange.differentiable());
    }

    private void scatters() {
        for (var mode : Mode.values()) {
            for (var combine : Combine.values()) {
                scatter(ROWS, combine, mode, type(dtype, 6, 3), type(DType.I32, 4, 1), type(dtype, 4, 3));
                scatter(ONE, combine, mode, type(dtype, 7), type(DType.I64, 5, 1), type(dtype, 5));
                scatter(ROWS, combine, mode, type(dtype, 6, 3), type(DType.I32, 0, 1), type(dtype, 0, 3));
            }
            var add = Combine.ADD;
            scatter(COLUMNS, add, mode, type(dtype, 3, 6), type(DType.I32, 4, 1), type(dtype, 2, 4));
            scatter(POINTS, add, mode, type(dtype, 9, 9), type(DType.U32, 4, 2), type(dtype, 4));
            scatter(WINDOWS, add, mode, type(dtype, 9, 9), type(DType.I32, 4, 2), type(dtype, 4, 2, 3));
            scatter(SWAPPED, add, mode, type(dtype, 9, 9), type(DType.I32, 4, 2), type(dtype, 4, 2, 3));
            scatter(BATCHED, add, mode, type(dtype, 2, 9, 3), type(DType.I32, 2, 4, 1), type(dtype, 2, 4, 3));
            scatter(ALONG, add, mode, type(dtype, 3, 12), type(DType.I32, 3, 4, 1), type(dtype, 3, 4));
        }
        var set = new Indexing.Scatter(WINDOWS, Combine.SET, Mode.CLIP);
        rows.add(PrimitiveCase.of(set, type(dtype, 6, 5), type(DType.I32, 2, 2), type(dtype, 2, 2, 3))
                .drawing(Operand.COMMON, exactly(0, 0, 3, 9), Operand.COMMON));
    }

    /** One row without collisions, out of range or not; for commutative combinations one with both. */
    private void scatter(
            Axes axes, Combine combine, Mode mode, TensorType operand, TensorType indices, TensorType updates) {
        var row = PrimitiveCase.of(new Indexing.Scatter(axes, combine, mode), operand, indices, updates);
        rows.add(row.drawing(Operand.COMMON, Operand::shuffled, Operand.COMMON));
        if (combine != Combine.SET) {
            rows.add(row.drawing(Operand.COMMON, integers(-3, 12), Operand.COMMON));
        }
    }

    private void dynamicSlices() {
        var start = type(DType.I32);
        var starts = integers(-2, 7);
        rows.add(PrimitiveCase.of(new Indexing.DynamicSlice(List.of()), type(dtype)));
        rows.add(PrimitiveCase.of(new Indexing.DynamicSlice(List.of(3)), type(dtype, 7), start)
                .drawing(Operand.COMMON, starts));
        rows.add(PrimitiveCase.of(new Indexing.DynamicSlice(List.of(2, 3)), type(dtype, 5, 4), start, type(DType.I64))
                .drawing(Operand.COMMON, starts));
        rows.add(PrimitiveCase.of(new Indexing.DynamicSlice(List.of(0, 3)), type(dtype, 5, 4), start, start)
                .drawing(Operand.COMMON, starts));
        var update = new Indexing.DynamicUpdateSlice();
        rows.add(PrimitiveCase.of(update, type(dtype), type(dtype)));
        rows.add(PrimitiveCase.of(update, type(dtype, 7), type(dtype, 3), start)
                .drawing(Operand.COMMON, Operand.COMMON, starts));
        rows.add(PrimitiveCase.of(update, type(dtype, 5, 4), type(dtype, 2, 3), start, type(DType.I64))
                .drawing(Operand.COMMON, Operand.COMMON, starts));
        rows.add(PrimitiveCase.of(update, type(dtype, 5, 4), type(dtype, 2, 0), start, start)
                .drawing(Operand.COMMON, Operand.COMMON, starts));
    }
}
