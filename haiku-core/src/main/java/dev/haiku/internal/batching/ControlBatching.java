package dev.haiku.internal.batching;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.Staging;
import dev.haiku.ir.Call;
import dev.haiku.ir.ControlFlow;
import dev.haiku.ir.ControlFlow.Cond;
import dev.haiku.ir.ControlFlow.Scan;
import dev.haiku.ir.ControlFlow.While;
import dev.haiku.ir.Custom.CustomCall;
import dev.haiku.ir.Primitive;
import dev.haiku.ir.Program;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Batching of loops, branches and calls: the same on batched programs. What stays the same for all indices, such as a
 * counter, is not stacked.
 */
final class ControlBatching {

    private ControlBatching() {}

    /**
     * A batched program.
     *
     * @param program takes and gives stacked tensors where mapped
     * @param mapped which results are stacked
     */
    record Batched(Program program, List<Boolean> mapped) {}

    static boolean has(Primitive op) {
        return op instanceof ControlFlow || op instanceof Call || op instanceof CustomCall;
    }

    static List<Batching.Result> apply(Primitive op, Operands in) {
        if (op instanceof Call call) {
            return CallBatching.apply(call, in);
        }
        if (op instanceof CustomCall call) {
            return CustomBatching.apply(call, in);
        }
        if (op instanceof Scan scan) {
            return ScanBatching.apply(scan, in);
        }
        if (op instanceof While loop) {
            return WhileBatching.apply(loop, in);
        }
        return CondBatching.apply((Cond) op, in);
    }

    /**
     * {@return a program on operands of which some are stacked}
     *
     * @param axis the mapped axis
     * @param mapped which inputs are stacked
     * @param forced which outputs are stacked in any case
     */
    static Batched batch(Program program, BatchAxis axis, List<Boolean> mapped, List<Boolean> forced) {
        return batch(
                program.inputTypes(), axis, mapped, forced, operands -> ProgramEvaluator.evaluate(program, operands));
    }

    static Batched batch(
            List<TensorType> types,
            BatchAxis axis,
            List<Boolean> mapped,
            List<Boolean> forced,
            Function<List<Tensor>, List<Tensor>> function) {
        List<List<Boolean>> stacked = new ArrayList<>();
        var program = Staging.stage(stackedTypes(types, axis.size(), mapped), inputs -> {
            var results = Batching.mapKeeping(axis, inputs, mapped, function);
            List<Tensor> values = new ArrayList<>();
            List<Boolean> flags = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                var result = forced.get(i) ? results.get(i).stacked(axis.size()) : results.get(i);
                values.add(result.value());
                flags.add(result.isMapped());
            }
            stacked.add(List.copyOf(flags));
            return values;
        });
        return new Batched(program, stacked.get(0));
    }

    /** {@return the types with the mapped axis where that is wanted} */
    static List<TensorType> stackedTypes(List<TensorType> types, int size, List<Boolean> mapped) {
        List<TensorType> all = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            var type = types.get(i);
            all.add(mapped.get(i) ? Operands.stacked(type, size) : type);
        }
        return all;
    }

    /** {@return the operands, stacked at least where that is wanted} */
    static List<Tensor> stackedWhere(Operands in, List<Boolean> wanted) {
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            all.add(wanted.get(i) ? in.stacked(i) : in.value(i));
        }
        return all;
    }

    static List<Batching.Result> results(List<Tensor> values, List<Boolean> mapped) {
        List<Batching.Result> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            all.add(new Batching.Result(values.get(i), mapped.get(i)));
        }
        return all;
    }

    /** Marks carries that become stacked; returns whether there are any new ones. */
    static boolean raise(List<Boolean> operands, int firstCarry, List<Boolean> results, int carries) {
        boolean grows = false;
        for (int i = 0; i < carries; i++) {
            if (results.get(i) && !operands.get(firstCarry + i)) {
                operands.set(firstCarry + i, true);
                grows = true;
            }
        }
        return grows;
    }

    /** {@return flags of so many results of which the carries have those and the others none} */
    static List<Boolean> forced(List<Boolean> carries, int results) {
        List<Boolean> forced = new ArrayList<>(carries);
        while (forced.size() < results) {
            forced.add(false);
        }
        return forced;
    }
}
