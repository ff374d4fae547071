package dev.haiku.internal.batching;

import static dev.haiku.internal.batching.Shifts.prepend;
import static dev.haiku.internal.batching.Shifts.prependAxis;
import static dev.haiku.internal.batching.Shifts.shift;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.ir.Indexing.Axes;
import dev.haiku.ir.Indexing.Combine;
import dev.haiku.ir.Indexing.DynamicSlice;
import dev.haiku.ir.Indexing.DynamicUpdateSlice;
import dev.haiku.ir.Indexing.Gather;
import dev.haiku.ir.Indexing.Mode;
import dev.haiku.ir.Indexing.Scatter;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Batching of indexing: the mapped axis becomes a batch axis of both operand and indices, or part of the slice. */
final class IndexingBatching {

    private IndexingBatching() {}

    static void rows(BatchTable table) {
        table.single(Gather.class, IndexingBatching::gather);
        table.single(Scatter.class, IndexingBatching::scatter);
        table.single(DynamicSlice.class, IndexingBatching::dynamicSlice);
        table.single(DynamicUpdateSlice.class, IndexingBatching::dynamicUpdateSlice);
    }

    private static Tensor gather(Gather op, Operands in) {
        if (!in.isMapped(1)) {
            return wholeAxis(op, in);
        }
        if (!in.isMapped(0)) {
            var shifted = new Axes(
                    shift(op.axes().offsetAxes()),
                    op.axes().collapsedAxes(),
                    op.axes().operandBatchAxes(),
                    shift(op.axes().indexBatchAxes()),
                    op.axes().startIndexMap());
            return Ops.bind(new Gather(shifted, op.sliceSizes(), op.mode()), in.value(0), in.value(1));
        }
        return Ops.bind(
                new Gather(paired(op.axes()), prepend(1, op.sliceSizes()), op.mode()), in.value(0), in.value(1));
    }

    /** The same indices for all: each slice takes in the whole mapped axis. */
    private static Tensor wholeAxis(Gather op, Operands in) {
        var shifted = new Axes(
                prependAxis(op.axes().offsetAxes()),
                shift(op.axes().collapsedAxes()),
                shift(op.axes().operandBatchAxes()),
                op.axes().indexBatchAxes(),
                shift(op.axes().startIndexMap()));
        return Ops.bind(new Gather(shifted, prepend(in.size(), op.sliceSizes()), op.mode()), in.value(0), in.value(1));
    }

    private static Axes paired(Axes axes) {
        return new Axes(
                shift(axes.offsetAxes()),
                shift(axes.collapsedAxes()),
                prependAxis(axes.operandBatchAxes()),
                prependAxis(axes.indexBatchAxes()),
                shift(axes.startIndexMap()));
    }

    private static Tensor scatter(Scatter op, Operands in) {
        return Ops.bind(
                new Scatter(paired(op.axes()), op.combine(), op.mode()), in.stacked(0), in.stacked(1), in.stacked(2));
    }

    private static Tensor dynamicSlice(DynamicSlice op, Operands in) {
        int rank = in.rank(0);
        if (isAnyMapped(in, 1)) {
            return gather(
                    new Gather(window(rank), op.sizes(), Mode.CLIP),
                    new Operands(in.axis(), List.of(in.value(0), starts(in, 1)), List.of(in.isMapped(0), true)));
        }
        List<Tensor> operands = new ArrayList<>(in.values());
        operands.add(1, zero());
        return Ops.bindAll(new DynamicSlice(prepend(in.size(), op.sizes())), operands)
                .get(0);
    }

    private static Tensor dynamicUpdateSlice(DynamicUpdateSlice op, Operands in) {
        int rank = in.rank(0);
        if (isAnyMapped(in, 2)) {
            return scatter(
                    new Scatter(window(rank), Combine.SET, Mode.CLIP),
                    new Operands(
                            in.axis(),
                            List.of(in.value(0), starts(in, 2), in.value(1)),
                            List.of(in.isMapped(0), true, in.isMapped(1))));
        }
        List<Tensor> operands = new ArrayList<>(in.values());
        operands.set(0, in.stacked(0));
        operands.set(1, in.stacked(1));
        operands.add(2, zero());
        return Ops.bindAll(op, operands).get(0);
    }

    /** A slice along all axes, at one start for each. */
    private static Axes window(int rank) {
        var all = IntStream.range(0, rank).boxed().toList();
        return new Axes(all, List.of(), List.of(), List.of(), all);
    }

    private static boolean isAnyMapped(Operands in, int from) {
        return in.mapped().subList(from, in.mapped().size()).contains(true);
    }

    /** The scalar starts as one stacked index vector. */
    private static Tensor starts(Operands in, int from) {
        var scalars =
                IntStream.range(from, in.values().size()).mapToObj(in::stacked).toArray(Tensor[]::new);
        return Ops.stack(List.of(scalars), 1);
    }

    private static Tensor zero() {
        return Tensor.of(HostArray.scalar(DType.I32, 0L));
    }
}
