package dev.haiku.internal.exec;

import dev.haiku.ir.ControlFlow.Cond;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.ControlFlow.While;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Program;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Runs what runs programs, on tensors with numbers, by handing each of their equations to the current interpreter. */
final class StepByStep {

    private StepByStep() {}

    /** {@return the results of a call, a loop or a branch} */
    static List<Tensor> run(Primitive op, List<Tensor> inputs) {
        if (op instanceof Scan scan) {
            return scan(scan, inputs);
        }
        if (op instanceof While loop) {
            return loop(loop, inputs);
        }
        if (op instanceof Cond cond) {
            long index = inputs.get(0).itemLong();
            int branch = (int) Math.max(0, Math.min(index, cond.branches().size() - 1));
            return ProgramEvaluator.evaluate(cond.branches().get(branch), inputs.subList(1, inputs.size()));
        }
        return ProgramEvaluator.evaluate(op.programs().get(0), inputs);
    }

    private static List<Tensor> scan(Scan op, List<Tensor> inputs) {
        int first = op.constants() + op.carries();
        var carries = inputs.subList(op.constants(), first);
        var elements = new Tensor[op.body().outputs().size() - op.carries()][op.length()];
        for (int step = 0; step < op.length(); step++) {
            int index = op.reverse() ? op.length() - 1 - step : step;
            List<Tensor> operands = new ArrayList<>(inputs.subList(0, op.constants()));
            operands.addAll(carries);
            inputs.subList(first, inputs.size()).forEach(sequence -> operands.add(sequence.get(index)));
            var results = ProgramEvaluator.evaluate(op.body(), operands);
            carries = results.subList(0, op.carries());
            for (int i = 0; i < elements.length; i++) {
                elements[i][index] = results.get(op.carries() + i);
            }
        }
        List<Tensor> all = new ArrayList<>(carries);
        for (int i = 0; i < elements.length; i++) {
            all.add(stacked(op, i, elements[i]));
        }
        return all;
    }

    private static Tensor stacked(Scan op, int result, Tensor[] elements) {
        var type = op.body().outputTypes().get(op.carries() + result);
        return elements.length == 0 ? Ops.zeros(type.shape().insert(0, 0), type.dtype()) : Ops.stack(0, elements);
    }

    private static List<Tensor> loop(While op, List<Tensor> inputs) {
        int constants = op.conditionConstants() + op.bodyConstants();
        var carries = inputs.subList(constants, inputs.size());
        while (test(op.condition(), inputs.subList(0, op.conditionConstants()), carries)
                .itemBoolean()) {
            carries = ProgramEvaluator.evaluate(
                    op.body(), concat(inputs.subList(op.conditionConstants(), constants), carries));
        }
        return carries;
    }

    private static Tensor test(Program condition, List<Tensor> constants, List<Tensor> carries) {
        return ProgramEvaluator.evaluate(condition, concat(constants, carries)).get(0);
    }

    private static List<Tensor> concat(List<Tensor> first, List<Tensor> second) {
        List<Tensor> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
