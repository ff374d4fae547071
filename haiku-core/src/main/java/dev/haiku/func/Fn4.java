package dev.haiku.func;

/**
 * A function of four arguments.
 *
 * @param <A> the first argument
 * @param <B> the second argument
 * @param <C> the third argument
 * @param <D> the fourth argument
 * @param <R> the result
 */
@FunctionalInterface
public interface Fn4<A, B, C, D, R> {

    /** {@return its result} */
    R apply(A first, B second, C third, D fourth);
}
