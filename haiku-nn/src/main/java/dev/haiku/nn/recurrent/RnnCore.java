package dev.haiku.nn.recurrent;

import dev.haiku.array.Shape;
import java.util.function.BiFunction;

/**
 * A recurrent network: one step of it, and the state that it starts from.
 *
 * <p>Modules extend {@link RnnModule}. Inputs, states and outputs are trees, mostly tensors {@code [batch, size]} or, without batch,
 * {@code [size]}.
 *
 * @param <A> the input of a step
 * @param <S> the state
 * @param <R> the output of a step
 */
public interface RnnCore<A, S, R> extends BiFunction<A, S, RnnStep<R, S>> {

    /** {@return the output for an input and a state, and the next state} */
    @Override
    RnnStep<R, S> apply(A input, S state);

    /** {@return the state to start from, with those batch axes before the others of each tensor} */
    S initialState(Shape batch);

    /** {@return the state to start from, for a batch of that size} */
    default S initialState(int batchSize) {
        return initialState(Shape.of(batchSize));
    }

    /** {@return the state to start from, without a batch axis} */
    default S initialState() {
        return initialState(Shape.SCALAR);
    }
}
