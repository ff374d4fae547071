package dev.haiku.func;

/**
 * One value for each of four arguments of a function: the arguments themselves, their tangents, their cotangents.
 *
 * @param first what belongs to the first argument
 * @param second what belongs to the second argument
 * @param third what belongs to the third argument
 * @param fourth what belongs to the fourth argument
 * @param <A> the first argument
 * @param <B> the second argument
 * @param <C> the third argument
 * @param <D> the fourth argument
 */
public record Args4<A, B, C, D>(A first, B second, C third, D fourth) {}
