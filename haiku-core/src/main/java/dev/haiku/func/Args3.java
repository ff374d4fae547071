package dev.haiku.func;

/**
 * One value for each of three arguments of a function: the arguments themselves, their tangents, their cotangents.
 *
 * @param first what belongs to the first argument
 * @param second what belongs to the second argument
 * @param third what belongs to the third argument
 * @param <A> the first argument
 * @param <B> the second argument
 * @param <C> the third argument
 */
public record Args3<A, B, C>(A first, B second, C third) {}
