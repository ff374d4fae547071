package dev.haiku.internal.autodiff;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.Call;
import dev.haiku.ir.Elementwise.OptimizationBarrier;
import dev.haiku.ir.Program;
import dev.haiku.tensor.Ops;
import java.util.ArrayList;
import java.util.List;

/**
 * Reverse mode of calls that rematerialise: the linear part takes the operands themselves and computes values again.
 *
 * <p>A barrier on the operands keeps the second computation from being merged with the first one.
 */
final class CheckpointRules {

    private record Key(List<Boolean> moving) {}

    /** A program from operands and the tangents of those that move to the tangents of those results that move. */
    private record Tangents(Program program, List<Boolean> moving) {}

    private CheckpointRules() {}

    static List<Dual> linearize(Call call, List<Dual> operands) {
        var program = call.program();
        var moving = Dual.moving(operands);
        var derived = DerivedPrograms.of(program, new Key(moving), () -> derive(program, moving));
        var values = Ops.bindAll(call, Dual.primals(operands));
        if (!derived.moving().contains(true)) {
            return values.stream().map(Dual::constant).toList();
        }
        var tangents = Ops.bindAll(new Call("linear(" + call.name() + ")", derived.program()), Dual.flatten(operands));
        return Dual.pair(Lists.concat(values, tangents), derived.moving());
    }

    private static Tangents derive(Program program, List<Boolean> moving) {
        List<List<Boolean>> moved = new ArrayList<>();
        var types = program.inputTypes();
        var derived = Staging.stage(Lists.concat(types, Lists.select(types, moving)), inputs -> {
            var hidden = inputs.subList(0, types.size()).stream()
                    .map(input -> Ops.bind(new OptimizationBarrier(), input))
                    .toList();
            var duals = Dual.pair(Lists.concat(hidden, inputs.subList(types.size(), inputs.size())), moving);
            var outputs = Autodiff.push("grad", values -> ProgramEvaluator.evaluate(program, values), duals);
            moved.add(Dual.moving(outputs));
            return Dual.movingTangents(outputs);
        });
        return new Tangents(derived, moved.get(0));
    }
}
