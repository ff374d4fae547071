package dev.haiku.func;

import dev.haiku.tensor.Ops;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What rules made of other rules share. */
final class CustomDerivatives {

    private CustomDerivatives() {}

    /** A function that its own rule calls. */
    static final class Itself<P, R> {

        private @Nullable Function<P, R> function;

        Function<P, R> is(Function<P, R> custom) {
            function = custom;
            return custom;
        }

        R apply(P argument) {
            return Objects.requireNonNull(function, "not known yet").apply(argument);
        }
    }

    /**
     * {@return the function with a derivative of its own for forward mode, the sum of what a rule gives}
     *
     * @param rule gives tangents of the value for the tangent of the argument, the value and the argument
     */
    static <P, R> Function<P, R> summed(Function<P, R> f, Fn3<P, R, P, List<R>> rule) {
        var itself = new Itself<P, R>();
        return itself.is(CustomFunctions.customJvp(f, (x, dx) -> {
            var value = itself.apply(x);
            return new Jvp<>(value, sum(value, rule.apply(dx, value, x)));
        }));
    }

    /** {@return the sum of tangents of a value, element by element; zeros of integers stay what they are} */
    private static <R> R sum(R value, List<R> tangents) {
        var sum = tangents.get(0);
        for (var tangent : tangents.subList(1, tangents.size())) {
            sum = Trees.map(value, sum, tangent, (of, x, y) -> of.dtype().isFloating() ? Ops.add(x, y) : x);
        }
        return sum;
    }
}
