package dev.haiku;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A module from one value to another: subclasses write {@link #call}, users call {@link #apply}.
 *
 * <p>For inputs and results that are not a single tensor; several inputs are a record:
 * <pre>{@code
 * record Pair(Tensor query, Tensor key) {}
 *
 * final class Scores extends FunctionModule<Pair, Tensor> {
 *     @Override
 *     protected Tensor call(Pair in) {
 *         return new Linear(64).apply(in.query()).matmul(new Linear(64).apply(in.key()).transpose());
 *     }
 * }
 * }</pre>
 *
 * @param <A> the input
 * @param <R> the result
 */
public abstract class FunctionModule<A, R> extends Module implements Function<A, R> {

    /** Creates a module named after its class. */
    protected FunctionModule() {}

    /** Creates a module of that name, or named after its class if {@code name} is null. */
    protected FunctionModule(@Nullable String name) {
        super(name);
    }

    /** {@return the result for {@code input}, computed by {@link #call} in this module's scope} */
    @Override
    public final R apply(A input) {
        return mainMethod(input, this::call);
    }

    /** {@return the result for {@code input}; modules made here are named {@code parent/child}} */
    protected abstract R call(A input);
}
