package dev.haiku;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A module from two values to another: subclasses write {@link #call}, users call {@link #apply}.
 *
 * @param <A> the first input, such as a tensor
 * @param <B> the second input, such as a mask or a recurrent state
 * @param <R> the result
 */
public abstract class BiFunctionModule<A, B, R> extends Module implements BiFunction<A, B, R> {

    /** Creates a module named after its class. */
    protected BiFunctionModule() {}

    /** Creates a module of that name, or named after its class if {@code name} is null. */
    protected BiFunctionModule(@Nullable String name) {
        super(name);
    }

    /** {@return the result for two inputs, computed by {@link #call} in this module's scope} */
    @Override
    public final R apply(A first, B second) {
        return mainMethod(first, second, this::call);
    }

    /** {@return the result for two inputs; modules made here are named {@code parent/child}} */
    protected abstract R call(A first, B second);
}
