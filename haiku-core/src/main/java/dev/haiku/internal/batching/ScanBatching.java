package dev.haiku.internal.batching;

import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Batching of a scan: its carries are stacked if they are so at the start or after any run, and sequences hold stacked
 * elements.
 *
 * @param scan the batched scan
 * @param operands which of its operands are stacked
 * @param mapped which of its results are stacked
 */
record ScanBatching(Scan scan, List<Boolean> operands, List<Boolean> mapped) {

    private record Key(int constants, int carries, int length, boolean reverse, BatchAxis axis, List<Boolean> mapped) {}

    static List<Batching.Result> apply(Scan op, Operands in) {
        var key = new Key(op.constants(), op.carries(), op.length(), op.reverse(), in.axis(), in.mapped());
        var derived = DerivedPrograms.of(op.body(), key, () -> derive(op, in.axis(), in.mapped()));
        var operands = derived.exchange(
                ControlBatching.stackedWhere(in, derived.operands()),
                derived.operands(),
                op.constants() + op.carries());
        var results = Ops.bindAll(derived.scan(), operands);
        return ControlBatching.results(derived.exchange(results, derived.mapped(), op.carries()), derived.mapped());
    }

    /** Exchanges the mapped axis and that of the sequence, in sequences that are stacked. */
    private List<Tensor> exchange(List<Tensor> tensors, List<Boolean> stacked, int from) {
        List<Tensor> exchanged = new ArrayList<>(tensors);
        for (int i = from; i < tensors.size(); i++) {
            if (stacked.get(i)) {
                exchanged.set(i, Ops.moveAxis(tensors.get(i), 0, 1));
            }
        }
        return exchanged;
    }

    private static ScanBatching derive(Scan op, BatchAxis axis, List<Boolean> mapped) {
        int results = op.body().outputs().size();
        int first = op.constants();
        List<Boolean> operands = new ArrayList<>(mapped);
        while (true) {
            var carries = operands.subList(first, first + op.carries());
            var body = ControlBatching.batch(op.body(), axis, operands, ControlBatching.forced(carries, results));
            if (!ControlBatching.raise(operands, first, body.mapped(), op.carries())) {
                return new ScanBatching(op.withPrograms(List.of(body.program())), operands, body.mapped());
            }
        }
    }
}
