package dev.haiku.func;

import java.util.function.Function;

/**
 * A jitted function of one argument.
 *
 * @param <P> the argument
 * @param <R> the result
 */
public final class JitFunction<P, R> extends Jitted implements Function<P, R> {

    JitFunction(Function<P, R> f, JitOptions options) {
        super(Arguments.listed(f), options, 1);
    }

    @Override
    public R apply(P argument) {
        return call(argument);
    }

    /** {@return the function staged for such an argument, of which only the types count, without running it} */
    public Lowered<Function<P, R>> lower(P argument) {
        return lowered(call -> p -> Arguments.result(call, p), argument);
    }
}
