package dev.haiku.func;

import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A function given to {@code customVjp}.
 *
 * @param <P> the argument
 * @param <R> the result
 * @param <S> the residuals
 */
final class TreeVjp<P, R, S> extends CustomTree<P, R> implements CustomFunction.WithVjp {

    private final Function<P, WithResiduals<R, S>> forward;
    private final BiFunction<S, R, P> backward;

    TreeVjp(
            Function<P, R> function,
            Function<P, WithResiduals<R, S>> forward,
            BiFunction<S, R, P> backward,
            P argument) {
        super(function, argument);
        this.forward = forward;
        this.backward = backward;
    }

    @Override
    @SuppressWarnings("unchecked") // the structure of the residuals was taken from an S
    public Forward forward(List<Tensor> operands) {
        var run = forward.apply(argumentOf(operands));
        var values = value("The forward rule of customVjp", run.value());
        var residuals = Trees.flatten(run.residuals());
        return new Forward(
                values,
                residuals.leaves(),
                (given, cotangents) -> cotangent(
                        "The backward rule of customVjp",
                        backward.apply((S) residuals.def().unflatten(given), resultOf(cotangents))));
    }
}
