package dev.haiku.internal.batching;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.DerivedPrograms;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.ControlFlow.While;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Batching of a loop with a condition. With a condition for each index it runs as long as one of them holds, and keeps
 * the carries of those whose condition does not.
 *
 * @param loop the batched loop
 * @param operands which of the operands are stacked
 * @param hasConditions whether there is a condition for each index
 */
record WhileBatching(While loop, List<Boolean> operands, boolean hasConditions) {

    private record Key(
            Program condition, int conditionConstants, int bodyConstants, BatchAxis axis, List<Boolean> mapped) {}

    static List<Batching.Result> apply(While op, Operands in) {
        var key = new Key(op.condition(), op.conditionConstants(), op.bodyConstants(), in.axis(), in.mapped());
        var derived = DerivedPrograms.of(op.body(), key, () -> derive(op, in.axis(), in.mapped()));
        var stacked = ControlBatching.stackedWhere(in, derived.operands());
        int constants = op.conditionConstants() + op.bodyConstants();
        List<Tensor> operands = new ArrayList<>(stacked.subList(0, constants));
        if (derived.hasConditions()) { // the body tests the condition again
            operands.addAll(op.conditionConstants(), stacked.subList(0, op.conditionConstants()));
        }
        operands.addAll(stacked.subList(constants, stacked.size()));
        var mapped = derived.operands().subList(constants, stacked.size());
        return ControlBatching.results(Ops.bindAll(derived.loop(), operands), mapped);
    }

    private static WhileBatching derive(While op, BatchAxis axis, List<Boolean> mapped) {
        List<Boolean> operands = new ArrayList<>(mapped);
        int constants = op.conditionConstants() + op.bodyConstants();
        var carries = operands.subList(constants, operands.size());
        while (true) {
            var condition = ControlBatching.batch(op.condition(), axis, conditionFlags(op, operands), List.of(false));
            if (condition.mapped().get(0)) {
                Collections.fill(carries, true);
                return withConditions(op, axis, operands);
            }
            var body = ControlBatching.batch(
                    op.body(), axis, operands.subList(op.conditionConstants(), operands.size()), carries);
            if (!ControlBatching.raise(operands, constants, body.mapped(), op.carries())) {
                return new WhileBatching(
                        op.withPrograms(List.of(condition.program(), body.program())), operands, false);
            }
        }
    }

    private static List<Boolean> conditionFlags(While op, List<Boolean> operands) {
        List<Boolean> flags = new ArrayList<>(operands.subList(0, op.conditionConstants()));
        flags.addAll(operands.subList(op.conditionConstants() + op.bodyConstants(), operands.size()));
        return flags;
    }

    private static WhileBatching withConditions(While op, BatchAxis axis, List<Boolean> operands) {
        OneForAll.require("whileLoop", "condition", op.programs());
        int constants = op.conditionConstants();
        var conditions = ControlBatching.batch(op.condition(), axis, conditionFlags(op, operands), List.of(true));
        var condition = Staging.stage(
                conditions.program().inputTypes(),
                inputs -> List.of(Ops.any(
                        ProgramEvaluator.evaluate(conditions.program(), inputs).get(0))));
        List<TensorType> types = new ArrayList<>(op.condition().inputTypes().subList(0, constants));
        types.addAll(op.body().inputTypes());
        var forced = operands.subList(operands.size() - op.carries(), operands.size());
        var body = ControlBatching.batch(types, axis, operands, forced, inputs -> step(op, inputs));
        var loop = new While(condition, body.program(), constants, constants + op.bodyConstants());
        return new WhileBatching(loop, operands, true);
    }

    /** One run for one index: nothing changes if its condition does not hold. */
    private static List<Tensor> step(While op, List<Tensor> inputs) {
        int first = op.conditionConstants() + op.bodyConstants();
        var carries = inputs.subList(first, inputs.size());
        List<Tensor> tested = new ArrayList<>(inputs.subList(0, op.conditionConstants()));
        tested.addAll(carries);
        var holds = ProgramEvaluator.evaluate(op.condition(), tested).get(0);
        var next = ProgramEvaluator.evaluate(op.body(), inputs.subList(op.conditionConstants(), inputs.size()));
        List<Tensor> kept = new ArrayList<>();
        for (int i = 0; i < next.size(); i++) {
            kept.add(Ops.where(holds, next.get(i), carries.get(i)));
        }
        return kept;
    }
}
