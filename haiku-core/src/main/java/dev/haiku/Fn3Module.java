package dev.haiku;

import dev.haiku.func.Fn3;
import org.jspecify.annotations.Nullable;

/**
 * A module from three values to another: subclasses write {@link #call}, users call {@link #apply}.
 *
 * @param <A> the first input, such as the query of an attention
 * @param <B> the second input
 * @param <C> the third input
 * @param <R> the result
 */
public abstract class Fn3Module<A, B, C, R> extends Module implements Fn3<A, B, C, R> {

    /** Creates a module named after its class. */
    protected Fn3Module() {}

    /** Creates a module of that name, or named after its class if {@code name} is null. */
    protected Fn3Module(@Nullable String name) {
        super(name);
    }

    /** {@return the result for three inputs, computed by {@link #call} in this module's scope} */
    @Override
    public final R apply(A first, B second, C third) {
        return mainMethod(first, second, third, this::call);
    }

    /** {@return the result for three inputs; modules made here are named {@code parent/child}} */
    protected abstract R call(A first, B second, C third);
}
