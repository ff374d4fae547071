package dev.haiku.nn.recurrent;

/**
 * What a recurrent network returns for a sequence.
 *
 * @param outputs the outputs of all steps, stacked along the time axis
 * @param state the state after the last step; the states after each step, stacked alike, if all were asked for
 * @param <R> the output of a step, a tree
 * @param <S> the state, a tree
 */
public record Unrolled<R, S>(R outputs, S state) {}
