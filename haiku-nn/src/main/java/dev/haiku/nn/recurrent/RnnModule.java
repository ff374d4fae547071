package dev.haiku.nn.recurrent;

import dev.haiku.Module;
import dev.haiku.array.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A module that is a recurrent core: subclasses write {@link #call} and {@link #initial}, users call {@link #apply} and {@link
 * #initialState}.
 *
 * <p>A trained first state is a parameter made in {@code initial} and broadcast to the batch. Source: {@code hk.RNNCore}.
 *
 * @param <A> the input of a step, a tree
 * @param <S> the state, a tree
 * @param <R> the output of a step, a tree
 */
public abstract class RnnModule<A, S, R> extends Module implements RnnCore<A, S, R> {

    /** Creates a module named after its class. */
    protected RnnModule() {}

    /** Creates a module of that name, or named after its class if {@code name} is null. */
    protected RnnModule(@Nullable String name) {
        super(name);
    }

    /** {@return the output and the next state, computed by {@link #call} in this module's scope} */
    @Override
    public final RnnStep<R, S> apply(A input, S state) {
        return mainMethod(input, state, this::call);
    }

    /** {@return the state to start from, made by {@link #initial} in this module's scope} */
    @Override
    public final S initialState(Shape batch) {
        return method("initial_state", batch, this::initial);
    }

    /** {@return the output for an input and a state, and the next state} */
    protected abstract RnnStep<R, S> call(A input, S state);

    /** {@return the state to start from, with those batch axes before the others of each tensor} */
    protected abstract S initial(Shape batch);
}
