package dev.haiku.internal.batching;

import static dev.haiku.internal.batching.Shifts.shift;

import dev.haiku.ir.Reduction.ArgExtreme;
import dev.haiku.ir.Reduction.Cumulative;
import dev.haiku.ir.Reduction.ReduceAnd;
import dev.haiku.ir.Reduction.ReduceMax;
import dev.haiku.ir.Reduction.ReduceMin;
import dev.haiku.ir.Reduction.ReduceOr;
import dev.haiku.ir.Reduction.ReduceProd;
import dev.haiku.ir.Reduction.ReduceSum;
import dev.haiku.ir.Reduction.Sort;
import dev.haiku.ir.Reduction.TopK;
import dev.haiku.ir.Window.ReduceWindow;
import dev.haiku.ir.Window.SelectAndGatherAdd;
import dev.haiku.ir.Window.SelectAndScatterAdd;

/** Batching of what runs along axes: along the same ones, one further back. */
final class ReductionBatching {

    private ReductionBatching() {}

    static void rows(BatchTable table) {
        table.stacked(ReduceSum.class, (op, size) -> new ReduceSum(shift(op.axes())));
        table.stacked(ReduceProd.class, (op, size) -> new ReduceProd(shift(op.axes())));
        table.stacked(ReduceMax.class, (op, size) -> new ReduceMax(shift(op.axes())));
        table.stacked(ReduceMin.class, (op, size) -> new ReduceMin(shift(op.axes())));
        table.stacked(ReduceAnd.class, (op, size) -> new ReduceAnd(shift(op.axes())));
        table.stacked(ReduceOr.class, (op, size) -> new ReduceOr(shift(op.axes())));
        table.stacked(ArgExtreme.class, (op, size) -> new ArgExtreme(op.extreme(), op.axis() + 1, op.indexDtype()));
        table.stacked(Cumulative.class, (op, size) -> new Cumulative(op.kind(), op.axis() + 1, op.reverse()));
        table.stacked(Sort.class, (op, size) -> new Sort(op.axis() + 1, op.keys()));
        table.stacked(TopK.class, (op, size) -> new TopK(op.axis() + 1, op.k()));
        table.stacked(
                ReduceWindow.class,
                (op, size) -> new ReduceWindow(op.combine(), op.geometry().prepended()));
        table.stacked(
                SelectAndGatherAdd.class,
                (op, size) -> new SelectAndGatherAdd(op.extreme(), op.geometry().prepended()));
        table.stacked(
                SelectAndScatterAdd.class,
                (op, size) ->
                        new SelectAndScatterAdd(op.extreme(), op.geometry().prepended()));
    }
}
