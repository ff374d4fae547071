package dev.haiku.internal.batching;

import dev.haiku.internal.batching.Batching.Result;
import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A function with a derivative of its own, applied to all indices of an axis together; so is its derivative.
 *
 * <p>If an operand is mapped, so are all its values. If none is, that depends on what it finds in its surroundings, and the first run
 * decides.
 *
 * @param <F> the kind of the function
 */
abstract class BatchedFunction<F extends CustomFunction> {

    final F function;
    private final Supplier<BatchInterpreter> interpreters;
    private final int size;
    final List<Boolean> operands;
    private volatile @Nullable List<Boolean> values;

    private BatchedFunction(F function, Supplier<BatchInterpreter> interpreters, int size, List<Boolean> operands) {
        this.function = function;
        this.interpreters = interpreters;
        this.size = size;
        this.operands = List.copyOf(operands);
    }

    /**
     * {@return a function of stacked operands}
     *
     * @param interpreters makes an interpreter for one run, on top of the current one
     * @param size the size of the mapped axis
     * @param operands which operands are stacked
     */
    static BatchedFunction<?> of(
            CustomFunction function, Supplier<BatchInterpreter> interpreters, int size, List<Boolean> operands) {
        return function instanceof CustomFunction.WithJvp jvp
                ? new BatchedJvp(jvp, interpreters, size, operands)
                : new BatchedVjp((CustomFunction.WithVjp) function, interpreters, size, operands);
    }

    public int constants() {
        return function.constants();
    }

    public List<Tensor> apply(List<Tensor> inputs) {
        return values(run(inputs, operands, function::apply));
    }

    /** {@return this, as interpreters see it} */
    CustomFunction asFunction() {
        return (CustomFunction) this;
    }

    /** {@return the results of a run of it, which tell whether they are stacked} */
    List<Result> results(List<Tensor> stacked) {
        return ControlBatching.results(stacked, mappedValues(stacked.size()));
    }

    private List<Boolean> mappedValues(int count) {
        var decided = values;
        return decided == null ? Collections.nCopies(count, true) : decided;
    }

    final List<Result> run(List<Tensor> inputs, List<Boolean> mapped, Function<List<Tensor>, List<Tensor>> body) {
        return Batching.run(interpreters.get(), inputs, mapped, body);
    }

    /** {@return the values, stacked where they are so in every run} */
    final List<Tensor> values(List<Result> results) {
        return settled(results, results.stream().map(Result::isMapped).toList());
    }

    final List<Tensor> settled(List<Result> results, List<Boolean> mapped) {
        var decided = values;
        if (decided == null) {
            decided = operands.contains(true) ? Collections.nCopies(results.size(), true) : List.copyOf(mapped);
            values = decided;
        }
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            all.add(placed(results.get(i), decided.get(i)));
        }
        return all;
    }

    private Tensor placed(Result result, boolean stacked) {
        if (result.isMapped() && !stacked) {
            throw new IllegalArgumentException(
                    "The derivative of a function given to customJvp or customVjp uses a mapped tensor of its surroundings that the"
                            + " function itself does not use. Pass it as an argument.");
        }
        return stacked ? stacked(result) : result.value();
    }

    final Tensor stacked(Result result) {
        return result.stacked(size).value();
    }

    static <T> List<T> concat(List<? extends T> first, List<? extends T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** With a rule for forward mode. */
    private static final class BatchedJvp extends BatchedFunction<CustomFunction.WithJvp>
            implements CustomFunction.WithJvp {

        BatchedJvp(
                CustomFunction.WithJvp function,
                Supplier<BatchInterpreter> interpreters,
                int size,
                List<Boolean> operands) {
            super(function, interpreters, size, operands);
        }

        @Override
        public Pushed jvp(List<Tensor> inputs, List<Tensor> tangents) {
            int count = inputs.size();
            var mapped = concat(operands, operands.subList(constants(), count));
            var both = run(concat(inputs, tangents), mapped, own -> {
                var pushed = function.jvp(own.subList(0, count), own.subList(count, own.size()));
                return concat(pushed.values(), pushed.tangents());
            });
            int values = both.size() / 2;
            var either = IntStream.range(0, values)
                    .mapToObj(
                            i -> both.get(i).isMapped() || both.get(values + i).isMapped())
                    .toList();
            return new Pushed(
                    settled(both.subList(0, values), either), settled(both.subList(values, both.size()), either));
        }
    }

    /** With a rule for reverse mode. */
    private static final class BatchedVjp extends BatchedFunction<CustomFunction.WithVjp>
            implements CustomFunction.WithVjp {

        BatchedVjp(
                CustomFunction.WithVjp function,
                Supplier<BatchInterpreter> interpreters,
                int size,
                List<Boolean> operands) {
            super(function, interpreters, size, operands);
        }

        @Override
        public Forward forward(List<Tensor> inputs) {
            List<Forward> runs = new ArrayList<>();
            var both = run(inputs, operands, own -> {
                var run = function.forward(own);
                runs.add(run);
                return concat(run.values(), run.residuals());
            });
            var run = runs.get(0);
            int count = run.values().size();
            var values = values(both.subList(0, count));
            var residuals = both.subList(count, both.size());
            var mapped = concat(
                    residuals.stream().map(Result::isMapped).toList(),
                    results(values).stream().map(Result::isMapped).toList());
            return new Forward(
                    values,
                    residuals.stream().map(Result::value).toList(),
                    back(run.backward(), mapped, residuals.size()));
        }

        private Backward back(Backward backward, List<Boolean> mapped, int residuals) {
            return (given, cotangents) -> {
                var results = run(
                        concat(given, cotangents),
                        mapped,
                        own -> backward.apply(own.subList(0, residuals), own.subList(residuals, own.size())));
                return IntStream.range(0, results.size())
                        .mapToObj(i -> cotangent(results.get(i), operands.get(constants() + i)))
                        .toList();
            };
        }

        /** An operand that is the same for all indices gets the sum of their cotangents. */
        private Tensor cotangent(Result result, boolean stacked) {
            if (stacked) {
                return stacked(result);
            }
            boolean isSum = result.isMapped() && result.value().dtype().isFloating();
            return isSum ? Ops.sum(result.value(), 0) : result.value();
        }
    }
}
