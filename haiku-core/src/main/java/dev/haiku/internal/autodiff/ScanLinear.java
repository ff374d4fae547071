package dev.haiku.internal.autodiff;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.Program;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Linearisation of a scan: a scan that also gives the residuals of each run as sequences, and a linear one that reads
 * them.
 *
 * <p>Residuals that are operands or results already are taken from there, and those that depend on constants alone are
 * computed once, outside of the loop.
 *
 * @param primal gives the values, then the sequences of residuals
 * @param hoisted computes from the constants the residuals that depend on nothing else
 * @param linear takes residuals that are the same in each run, tangents of constants, tangents of carries, sequences of
 *     residuals, tangents of sequences
 * @param fixed where the residuals come from that are the same in each run: a position in the constants followed by the
 *     results of {@code hoisted}
 * @param sequences where the others come from: a position in the operands followed by the results of {@code primal}
 * @param operands which operands move, once their tangents are made to fit
 * @param moving which values move
 */
record ScanLinear(
        Scan primal,
        Program hoisted,
        Scan linear,
        List<Integer> fixed,
        List<Integer> sequences,
        List<Boolean> operands,
        List<Boolean> moving) {

    private record Key(int constants, int carries, int length, boolean reverse, List<Boolean> moving) {}

    static List<Dual> apply(Scan op, List<Dual> operands) {
        var derived = of(op, Dual.moving(operands));
        var primals = Dual.primals(operands);
        var results = Ops.bindAll(derived.primal(), primals);
        var values = results.subList(0, derived.moving().size());
        if (!derived.moving().contains(true)) {
            return values.stream().map(Dual::constant).toList();
        }
        var constants = primals.subList(0, op.constants());
        var once = Lists.concat(constants, ProgramEvaluator.evaluate(derived.hoisted(), constants));
        List<Tensor> linear = new ArrayList<>(Lists.pick(once, derived.fixed()));
        var tangents = derived.tangents(operands);
        int beforeSequences = Lists.count(derived.operands().subList(0, op.constants() + op.carries()));
        linear.addAll(tangents.subList(0, beforeSequences));
        linear.addAll(Lists.pick(Lists.concat(primals, results), derived.sequences()));
        linear.addAll(tangents.subList(beforeSequences, tangents.size()));
        return Dual.pair(Lists.concat(values, Ops.bindAll(derived.linear(), linear)), derived.moving());
    }

    private List<Tensor> tangents(List<Dual> duals) {
        return Dual.movingTangents(Dual.force(duals, operands));
    }

    private static ScanLinear of(Scan op, List<Boolean> moving) {
        var key = new Key(op.constants(), op.carries(), op.length(), op.reverse(), moving);
        return DerivedPrograms.of(op.body(), key, () -> derive(op, moving));
    }

    private static ScanLinear derive(Scan op, List<Boolean> moving) {
        int results = op.body().outputs().size();
        var carries = new MovingCarries(moving, op.constants(), op.carries());
        var body = carries.settle(
                now -> LinearizedProgram.of(op.body(), now.operands(), now.forced(results)), LinearizedProgram::moving);
        return new ScanResiduals(op, body).split(carries);
    }
}
