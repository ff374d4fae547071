package dev.haiku.func;

/**
 * What the way there of a function given to {@code customVjp} returns.
 *
 * @param value the value of the function
 * @param residuals any tree, which the way back gets
 * @param <R> the result of the function
 * @param <S> the residuals
 */
public record WithResiduals<R, S>(R value, S residuals) {}
