package dev.haiku.internal.autodiff;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.Call;
import dev.haiku.ir.Elementwise.OptimizationBarrier;
import dev.haiku.ir.Program;
import dev.haiku.ir.Rematerialisation;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;

/**
 * Reverse mode of calls that rematerialise: the linear part takes operands and what the policy saves, and computes the residuals again
 * from them.
 *
 * <p>A barrier on what it takes keeps the second computation from being merged with the first one.
 */
final class CheckpointRules {

    private record Key(List<Boolean> moving, Rematerialisation how) {}

    /**
     * A program split for rematerialisation.
     *
     * @param primal gives the values, then what is saved
     * @param linear takes the operands, what is saved and the tangents of the operands that move; gives the tangents of the values
     *     that move
     * @param moving which values move
     */
    private record Split(Program primal, Program linear, List<Boolean> moving) {}

    private CheckpointRules() {}

    static List<Dual> linearize(Call call, Rematerialisation how, List<Dual> operands) {
        var program = call.program();
        var moving = Dual.moving(operands);
        var split = DerivedPrograms.of(program, new Key(moving, how), () -> derive(program, how, moving));
        var primals = Dual.primals(operands);
        var results = Ops.bindAll(new Call(call.name(), split.primal(), call.rematerialisation()), primals);
        int count = split.moving().size();
        var values = results.subList(0, count);
        if (!split.moving().contains(true)) {
            return values.stream().map(Dual::constant).toList();
        }
        var saved = results.subList(count, results.size());
        var tangents = Ops.bindAll(
                new Call("linear(" + call.name() + ")", split.linear()),
                Lists.concat(Lists.concat(primals, saved), Dual.movingTangents(operands)));
        return Dual.pair(Lists.concat(values, tangents), split.moving());
    }

    private static Split derive(Program program, Rematerialisation how, List<Boolean> moving) {
        var linearized = LinearizedProgram.of(program, moving);
        var residuals = Residuals.of(linearized, how.saves());
        var kept = Lists.concat(program.inputTypes(), Lists.types(residuals.saved()));
        var tangentTypes = Lists.select(program.inputTypes(), moving);
        var linear = Staging.stage(Lists.concat(kept, tangentTypes), inputs -> {
            var given = inputs.subList(0, kept.size());
            var again = ProgramEvaluator.evaluate(
                    residuals.again(),
                    how.preventCse()
                            ? given.stream().map(CheckpointRules::hidden).toList()
                            : given);
            return ProgramEvaluator.evaluate(
                    linearized.linear(), Lists.concat(again, inputs.subList(kept.size(), inputs.size())));
        });
        return new Split(residuals.saved().isEmpty() ? program : residuals.primal(), linear, linearized.moving());
    }

    private static Tensor hidden(Tensor tensor) {
        return Ops.bind(new OptimizationBarrier(), tensor);
    }
}
