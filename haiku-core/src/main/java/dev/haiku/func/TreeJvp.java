package dev.haiku.func;

import dev.haiku.tensor.CustomFunction;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A function given to {@code customJvp}.
 *
 * @param <P> the argument
 * @param <R> the result
 */
final class TreeJvp<P, R> extends CustomTree<P, R> implements CustomFunction.WithJvp {

    private static final String RULE = "The rule of customJvp";

    private final BiFunction<P, P, Jvp<R>> rule;

    TreeJvp(Function<P, R> function, BiFunction<P, P, Jvp<R>> rule, P argument) {
        super(function, argument);
        this.rule = rule;
    }

    @Override
    public Pushed jvp(List<Tensor> operands, List<Tensor> tangents) {
        var pushed = rule.apply(argumentOf(operands), argumentOf(tangents));
        return new Pushed(value(RULE, pushed.value()), tangent(RULE, pushed.tangent()));
    }
}
