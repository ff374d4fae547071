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

    /** {@return the sum of tangents of a value, element by element; zeros of integers stay what they are} */
    static <R> R sum(R value, List<R> tangents) {
        var sum = tangents.get(0);
        for (var tangent : tangents.subList(1, tangents.size())) {
            sum = Trees.map(value, sum, tangent, (of, x, y) -> of.dtype().isFloating() ? Ops.add(x, y) : x);
        }
        return sum;
    }
}
