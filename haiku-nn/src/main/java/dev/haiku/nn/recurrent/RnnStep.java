package dev.haiku.nn.recurrent;

/**
 * What a recurrent network returns for one step.
 *
 * @param output the output
 * @param state the state for the next step
 * @param <R> the output, a tree
 * @param <S> the state, a tree
 */
public record RnnStep<R, S>(R output, S state) {}
