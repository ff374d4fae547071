package dev.haiku.examples.text;

import dev.haiku.tensor.Tensor;

/**
 * A model of which character comes next, made of modules and so inside a transformed function.
 *
 * @param <S> what it remembers of the characters so far, a tree
 */
interface TextModel<S> {

    /** {@return the scores {@code f32[n, length, vocabulary]} of what follows each of the characters {@code i32[n, length]}} */
    Tensor logits(Tensor characters);

    /** {@return the memory before the first of at most {@code capacity} characters of one text} */
    S start(int capacity);

    /** {@return the scores {@code f32[vocabulary]} of what follows the characters {@code i32[1, length]}, and the memory then} */
    Next<S> next(Tensor characters, S memory);

    /**
     * What follows some characters.
     *
     * @param logits the scores of each character
     * @param memory the memory with them included
     * @param <S> the memory
     */
    record Next<S>(Tensor logits, S memory) {}
}
