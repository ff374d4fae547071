package dev.haiku.func;

/**
 * A jitted function of four arguments.
 *
 * @param <P> the first argument
 * @param <A> the second argument
 * @param <B> the third argument
 * @param <C> the fourth argument
 * @param <R> the result
 */
public final class JitFn4<P, A, B, C, R> extends Jitted implements Fn4<P, A, B, C, R> {

    JitFn4(Fn4<P, A, B, C, R> f, JitOptions options) {
        super(Arguments.listed(f), options, 4);
    }

    @Override
    public R apply(P first, A second, B third, C fourth) {
        return call(first, second, third, fourth);
    }

    /** {@return the function staged for such arguments, of which only the types count, without running it} */
    public Lowered<Fn4<P, A, B, C, R>> lower(P first, A second, B third, C fourth) {
        return lowered(call -> (p, a, b, c) -> Arguments.result(call, p, a, b, c), first, second, third, fourth);
    }
}
