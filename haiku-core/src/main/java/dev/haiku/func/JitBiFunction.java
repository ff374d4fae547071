package dev.haiku.func;

import java.util.function.BiFunction;

/**
 * A jitted function of two arguments.
 *
 * @param <P> the first argument
 * @param <A> the second argument
 * @param <R> the result
 */
public final class JitBiFunction<P, A, R> extends Jitted implements BiFunction<P, A, R> {

    JitBiFunction(BiFunction<P, A, R> f, JitOptions options) {
        super(Arguments.listed(f), options, 2);
    }

    @Override
    public R apply(P first, A second) {
        return call(first, second);
    }

    /** {@return the function staged for such arguments, of which only the types count, without running it} */
    public Lowered<BiFunction<P, A, R>> lower(P first, A second) {
        return lowered(call -> (p, a) -> Arguments.result(call, p, a), first, second);
    }
}
