package dev.haiku.internal.batching;

import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs a function once for all indices of a mapped axis. */
public final class Batching {

    private Batching() {}

    /**
     * {@return the function's results, stacked along a new first axis}
     *
     * @param size the size of the mapped axis
     * @param inputs the operands
     * @param mapped which of them are stacked along their first axis; the others are the same for all
     * @param body the function of one operand of each stack
     */
    public static List<Tensor> map(
            int size, List<Tensor> inputs, List<Boolean> mapped, Function<List<Tensor>, List<Tensor>> body) {
        return map(BatchAxis.anonymous(size), inputs, mapped, body);
    }

    static List<Tensor> map(
            BatchAxis axis, List<Tensor> inputs, List<Boolean> mapped, Function<List<Tensor>, List<Tensor>> body) {
        return mapKeeping(axis, inputs, mapped, body).stream()
                .map(result -> result.stacked(axis.size()).value())
                .toList();
    }

    /**
     * A result of a mapped function.
     *
     * @param value the result, stacked along its first axis if it is mapped
     * @param isMapped whether it depends on a mapped operand
     */
    public record Result(Tensor value, boolean isMapped) {

        /** {@return this result, repeated if it is not stacked yet} */
        public Result stacked(int size) {
            return isMapped ? this : new Result(Operands.repeat(value, size), true);
        }
    }

    /** {@return the function's results, stacked only where they depend on a stacked operand} */
    public static List<Result> mapKeeping(
            int size, List<Tensor> inputs, List<Boolean> mapped, Function<List<Tensor>, List<Tensor>> body) {
        return mapKeeping(BatchAxis.anonymous(size), inputs, mapped, body);
    }

    /** {@return the function's results, stacked only where they depend on a stacked operand or on the index} */
    public static List<Result> mapKeeping(
            BatchAxis axis, List<Tensor> inputs, List<Boolean> mapped, Function<List<Tensor>, List<Tensor>> body) {
        return run(new BatchInterpreter(axis, Interpreters.current()), inputs, mapped, body);
    }

    /** {@return the results of a function under an interpreter that is used once} */
    static List<Result> run(
            BatchInterpreter interpreter,
            List<Tensor> inputs,
            List<Boolean> mapped,
            Function<List<Tensor>, List<Tensor>> body) {
        try {
            List<Tensor> operands = new ArrayList<>(inputs.size());
            for (int i = 0; i < inputs.size(); i++) {
                operands.add(mapped.get(i) ? interpreter.tracer(inputs.get(i)) : inputs.get(i));
            }
            var results = Interpreters.with(interpreter, () -> body.apply(operands));
            return results.stream().map(result -> result(interpreter, result)).toList();
        } finally {
            interpreter.finish();
        }
    }

    /** {@return the one of stacked tensors that belongs to the index, under the interpreter of a run that has just begun} */
    public static Tensor mapped(Tensor stacked) {
        return ((BatchInterpreter) Interpreters.current()).tracer(stacked);
    }

    /** {@return whether a tensor depends on the axis that the current run maps} */
    public static boolean isMapped(Tensor tensor) {
        return Interpreters.current() instanceof BatchInterpreter run && run.owns(tensor, "vmap");
    }

    private static Result result(BatchInterpreter interpreter, Tensor tensor) {
        return interpreter.owns(tensor, "the result of vmap")
                ? new Result(((BatchTracer) tensor).stacked(), true)
                : new Result(tensor, false);
    }
}
