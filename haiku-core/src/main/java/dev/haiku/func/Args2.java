package dev.haiku.func;

/**
 * One value for each of two arguments of a function: the arguments themselves, their tangents, their cotangents.
 *
 * @param first what belongs to the first argument
 * @param second what belongs to the second argument
 * @param <A> the first argument
 * @param <B> the second argument
 */
public record Args2<A, B>(A first, B second) {}
