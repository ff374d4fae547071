package dev.haiku.func;

/**
 * A jitted function of three arguments.
 *
 * @param <P> the first argument
 * @param <A> the second argument
 * @param <B> the third argument
 * @param <R> the result
 */
public final class JitFn3<P, A, B, R> extends Jitted implements Fn3<P, A, B, R> {

    JitFn3(Fn3<P, A, B, R> f, JitOptions options) {
        super(Arguments.listed(f), options, 3);
    }

    @Override
    public R apply(P first, A second, B third) {
        return call(first, second, third);
    }

    /** {@return the function staged for such arguments, of which only the types count, without running it} */
    public Lowered<Fn3<P, A, B, R>> lower(P first, A second, B third) {
        return lowered(call -> (p, a, b) -> Arguments.result(call, p, a, b), first, second, third);
    }
}
