package dev.haiku.internal.batching;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.ir.ControlFlow.Cond;
import dev.haiku.ir.Program;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Batching of branches: with one index for all it is one batched branch; with an index for each, all branches run and
 * the results are selected.
 *
 * @param cond the batched branches, for one index
 * @param mapped which of its results are stacked
 */
record CondBatching(Cond cond, List<Boolean> mapped) {

    private record Key(List<Program> others, BatchAxis axis, List<Boolean> mapped) {}

    static List<Batching.Result> apply(Cond op, Operands in) {
        return in.isMapped(0) ? select(op, in) : branch(op, in);
    }

    private static List<Batching.Result> branch(Cond op, Operands in) {
        var first = op.branches().get(0);
        var others = op.branches().subList(1, op.branches().size());
        var mapped = in.mapped().subList(1, in.mapped().size());
        var key = new Key(others, in.axis(), mapped);
        var derived = DerivedPrograms.of(first, key, () -> derive(op, in.axis(), mapped));
        return ControlBatching.results(Ops.bindAll(derived.cond(), in.values()), derived.mapped());
    }

    private static CondBatching derive(Cond op, BatchAxis axis, List<Boolean> mapped) {
        int results = op.branches().get(0).outputs().size();
        List<Boolean> forced = new ArrayList<>(Collections.nCopies(results, false));
        for (var branch : op.branches()) {
            var batched = ControlBatching.batch(branch, axis, mapped, forced);
            ControlBatching.raise(forced, 0, batched.mapped(), results);
        }
        var branches = op.branches().stream()
                .map(branch ->
                        ControlBatching.batch(branch, axis, mapped, forced).program())
                .toList();
        return new CondBatching(new Cond(branches), List.copyOf(forced));
    }

    private static List<Batching.Result> select(Cond op, Operands in) {
        OneForAll.require("cond", "predicate", op.branches());
        return Batching.mapKeeping(
                in.axis(), in.values(), in.mapped(), operands -> selectOne(op, operands, in.mapped()));
    }

    /**
     * What happens to one index. A branch that it does not take sees the operands of this index without derivative, so
     * that no NaN of that branch's derivative, which nobody asks for, comes back to them.
     */
    private static List<Tensor> selectOne(Cond op, List<Tensor> operands, List<Boolean> mapped) {
        int last = op.branches().size() - 1;
        var index = Ops.clip(operands.get(0), 0, last);
        List<Tensor> results = List.of();
        for (int k = 0; k <= last; k++) {
            var taken = index.eq(k);
            List<Tensor> own = new ArrayList<>();
            for (int i = 1; i < operands.size(); i++) {
                var x = operands.get(i);
                own.add(mapped.get(i) && x.dtype().isFloating() ? Ops.where(taken, x, Ops.stopGradient(x)) : x);
            }
            var branch = ProgramEvaluator.evaluate(op.branches().get(k), own);
            results = k == 0 ? branch : chosen(taken, branch, results);
        }
        return results;
    }

    private static List<Tensor> chosen(Tensor taken, List<Tensor> branch, List<Tensor> others) {
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < branch.size(); i++) {
            results.add(Ops.where(taken, branch.get(i), others.get(i)));
        }
        return results;
    }
}
