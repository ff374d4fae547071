package dev.haiku.func;

/**
 * A function of three arguments.
 *
 * @param <A> the first argument
 * @param <B> the second argument
 * @param <C> the third argument
 * @param <R> the result
 */
@FunctionalInterface
public interface Fn3<A, B, C, R> {

    /** {@return its result} */
    R apply(A first, B second, C third);
}
