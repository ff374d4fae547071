package dev.haiku.func;

import dev.haiku.internal.exec.ProgramEvaluator;
import dev.haiku.internal.staging.Staging;
import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A function given to {@code customGradient}. Its pullback is staged, so that what it captures is known and may be a residual.
 *
 * @param <P> the argument
 * @param <R> the result
 */
final class TreeGradient<P, R> extends CustomTree<P, R> implements CustomFunction.WithVjp {

    private final Function<P, Vjp<P, R>> function;

    TreeGradient(Function<P, Vjp<P, R>> function, P argument) {
        super(p -> function.apply(p).value(), argument);
        this.function = function;
    }

    @Override
    public Forward forward(List<Tensor> operands) {
        var run = function.apply(argumentOf(operands));
        var values = value("The function given to customGradient", run.value());
        var staged = Staging.stageWithCaptures(
                "customGradient",
                resultTypes(),
                cotangents -> cotangent(
                        "The pullback of customGradient", run.pullback().apply(resultOf(cotangents))));
        return new Forward(values, staged.captured(), (given, cotangents) -> {
            List<Tensor> inputs = new ArrayList<>(given);
            inputs.addAll(cotangents);
            return ProgramEvaluator.evaluate(staged.program(), inputs);
        });
    }
}
