package dev.haiku.internal.staging;

import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A function that gets as first operands the tensors that it would find in its surroundings, so that it may run elsewhere and later;
 * on the way back they are the first residuals.
 *
 * @param <F> the kind of the function
 */
abstract class ClosedFunction<F extends CustomFunction> {

    /** How many there are, and what to put where, given the tensors that stand for them now. */
    private record Surroundings(int count, Function<List<Tensor>, UnaryOperator<Tensor>> replacements) {

        List<Tensor> run(List<Tensor> inputs, Function<List<Tensor>, List<Tensor>> function) {
            var now = inputs.subList(0, count);
            return Replacement.run(replacements.apply(now), function, inputs.subList(count, inputs.size()));
        }
    }

    final F function;
    final Surroundings surroundings;

    private ClosedFunction(F function, Surroundings surroundings) {
        this.function = function;
        this.surroundings = surroundings;
    }

    /** {@return the function that gets those tensors as first operands} */
    static CustomFunction of(CustomFunction function, List<Tensor> captured) {
        return of(function, captured.size(), given -> {
            Map<Tensor, Tensor> replaced = new IdentityHashMap<>();
            for (int i = 0; i < captured.size(); i++) {
                replaced.put(captured.get(i), given.get(i));
            }
            return tensor -> replaced.getOrDefault(tensor, tensor);
        });
    }

    static CustomFunction of(
            CustomFunction function, int count, Function<List<Tensor>, UnaryOperator<Tensor>> replacements) {
        var surroundings = new Surroundings(count, replacements);
        return function instanceof CustomFunction.WithJvp jvp
                ? new ClosedJvp(jvp, surroundings)
                : new ClosedVjp((CustomFunction.WithVjp) function, surroundings);
    }

    public int constants() {
        return surroundings.count() + function.constants();
    }

    public List<Tensor> apply(List<Tensor> operands) {
        return surroundings.run(operands, function::apply);
    }

    private static List<Tensor> concat(List<Tensor> first, List<Tensor> second) {
        List<Tensor> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** With a rule for forward mode. */
    private static final class ClosedJvp extends ClosedFunction<CustomFunction.WithJvp>
            implements CustomFunction.WithJvp {

        ClosedJvp(CustomFunction.WithJvp function, Surroundings surroundings) {
            super(function, surroundings);
        }

        @Override
        public Pushed jvp(List<Tensor> operands, List<Tensor> tangents) {
            var both = surroundings.run(operands, own -> {
                var pushed = function.jvp(own, tangents);
                return concat(pushed.values(), pushed.tangents());
            });
            int values = both.size() / 2;
            return new Pushed(both.subList(0, values), both.subList(values, both.size()));
        }
    }

    /** With a rule for reverse mode. */
    private static final class ClosedVjp extends ClosedFunction<CustomFunction.WithVjp>
            implements CustomFunction.WithVjp {

        ClosedVjp(CustomFunction.WithVjp function, Surroundings surroundings) {
            super(function, surroundings);
        }

        @Override
        public Forward forward(List<Tensor> operands) {
            List<Forward> runs = new ArrayList<>();
            var both = surroundings.run(operands, own -> {
                var run = function.forward(own);
                runs.add(run);
                return concat(run.values(), run.residuals());
            });
            var run = runs.get(0);
            int values = run.values().size();
            var residuals = concat(operands.subList(0, surroundings.count()), both.subList(values, both.size()));
            return new Forward(
                    both.subList(0, values),
                    residuals,
                    back(run.backward(), run.residuals().size()));
        }

        private Backward back(Backward backward, int residuals) {
            return (given, cotangents) -> surroundings.run(
                    concat(given, cotangents),
                    own -> backward.apply(own.subList(0, residuals), own.subList(residuals, own.size())));
        }
    }
}
