package dev.haiku.ir;

import static dev.haiku.ir.Operand.type;

import dev.haiku.array.DType;
import dev.haiku.ir.Reduction.Accumulation;
import dev.haiku.ir.Reduction.Extreme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The rows of reductions, running totals and sorting, each with every element type. */
final class ReductionCases {

    private final DType dtype;
    private final List<PrimitiveCase> rows = new ArrayList<>();

    private ReductionCases(DType dtype) {
        this.dtype = dtype;
    }

    static List<PrimitiveCase> all() {
        var rows = new ArrayList<PrimitiveCase>();
        for (DType dtype : DType.values()) {
            var cases = new ReductionCases(dtype);
            if (dtype.isBool()) {
                cases.reductions(Reduction.ReduceAnd::new);
                cases.reductions(Reduction.ReduceOr::new);
            } else {
                cases.reductions(Reduction.ReduceSum::new);
                cases.reductions(Reduction.ReduceProd::new);
                cases.reductions(Reduction.ReduceMax::new);
                cases.reductions(Reduction.ReduceMin::new);
                cases.cumulative();
            }
            cases.extremes();
            cases.sorts();
            cases.largest();
            rows.addAll(cases.rows);
        }
        return rows;
    }

    private void row(Primitive op, int... dims) {
        rows.add(PrimitiveCase.of(op, type(dtype, dims)));
    }

    private void reductions(Function<List<Integer>, Reduction> reduce) {
        row(reduce.apply(List.of()));
        row(reduce.apply(List.of()), 3);
        row(reduce.apply(List.of(0)), 0);
        row(reduce.apply(List.of(0)), 23);
        row(reduce.apply(List.of(0)), 3, 4);
        row(reduce.apply(List.of(1)), 3, 4);
        row(reduce.apply(List.of(0, 1)), 3, 4);
        row(reduce.apply(List.of(1, 0)), 4, 3);
        row(reduce.apply(List.of(0)), 0, 3);
        row(reduce.apply(List.of(1)), 0, 3);
        row(reduce.apply(List.of(1)), 2, 3, 4);
        row(reduce.apply(List.of(0, 2)), 2, 3, 4);
        row(reduce.apply(List.of(1, 2)), 2, 3, 4);
        row(reduce.apply(List.of(0, 1)), 2, 3, 4);
        row(reduce.apply(List.of(1)), 3, 37);
        row(reduce.apply(List.of(0)), 37, 3);
    }

    private void cumulative() {
        for (var kind : Accumulation.values()) {
            if (kind == Accumulation.LOGSUMEXP && !dtype.isFloating()) {
                continue;
            }
            for (boolean reverse : new boolean[] {false, true}) {
                row(new Reduction.Cumulative(kind, 0, reverse), 6);
                row(new Reduction.Cumulative(kind, 0, reverse), 0);
                row(new Reduction.Cumulative(kind, 0, reverse), 4, 3);
                row(new Reduction.Cumulative(kind, 1, reverse), 2, 4, 3);
                row(new Reduction.Cumulative(kind, 1, reverse), 3, 4);
            }
        }
    }

    private void extremes() {
        for (var extreme : Extreme.values()) {
            row(new Reduction.ArgExtreme(extreme, 0, DType.I32), 11);
            row(new Reduction.ArgExtreme(extreme, 0, DType.I64), 4, 3);
            row(new Reduction.ArgExtreme(extreme, 1, DType.I32), 3, 19);
            row(new Reduction.ArgExtreme(extreme, 1, DType.U8), 2, 4, 3);
            row(new Reduction.ArgExtreme(extreme, 1, DType.I32), 0, 4);
        }
    }

    private void sorts() {
        var payload = type(DType.I32, 5, 9);
        rows.add(PrimitiveCase.of(new Reduction.Sort(0, 1), type(dtype, 13)));
        rows.add(PrimitiveCase.of(new Reduction.Sort(0, 1), type(dtype, 0)));
        rows.add(PrimitiveCase.of(new Reduction.Sort(0, 1), type(dtype, 5, 3)));
        rows.add(PrimitiveCase.of(new Reduction.Sort(1, 1), type(dtype, 5, 9), type(dtype, 5, 9)));
        rows.add(PrimitiveCase.of(new Reduction.Sort(1, 1), type(dtype, 5, 9), payload));
        rows.add(PrimitiveCase.of(new Reduction.Sort(1, 2), payload, type(dtype, 5, 9), payload));
        rows.add(PrimitiveCase.of(new Reduction.Sort(1, 1), type(dtype, 2, 4, 3), type(dtype, 2, 4, 3)));
    }

    private void largest() {
        row(new Reduction.TopK(0, 0), 4);
        row(new Reduction.TopK(0, 0), 0);
        row(new Reduction.TopK(0, 5), 5);
        row(new Reduction.TopK(0, 2), 5, 3);
        row(new Reduction.TopK(1, 4), 3, 19);
        row(new Reduction.TopK(1, 3), 2, 4, 3);
        row(new Reduction.TopK(1, 1), 0, 4);
    }
}
