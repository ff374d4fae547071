package dev.haiku;

import dev.haiku.random.Key;
import dev.haiku.tensor.LeakedTracerException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A function with parameters and state as two pure functions, {@link #init} and {@link #apply}.
 *
 * <p>Immutable; may be used by any number of threads.
 *
 * @param <A> the function's input, a tree
 * @param <R> the function's result, a tree
 */
public final class TransformedWithState<A, R> {

    private final Function<? super A, ? extends R> function;

    TransformedWithState(Function<? super A, ? extends R> function) {
        this.function = function;
    }

    /**
     * {@return the parameters and the state that the function creates for {@code input}}
     *
     * <p>Of a state entry, the first value that it is given.
     *
     * @param key where random initial values and all other random numbers come from
     */
    public ParamsAndState init(Key key, A input) {
        return init(Optional.of(required(key, "init", "initWithoutRng")), input);
    }

    /**
     * {@return the parameters and the state that the function creates for {@code input}, if it needs no random numbers}
     */
    public ParamsAndState initWithoutRng(A input) {
        return init(Optional.empty(), input);
    }

    /** {@return the function's result for {@code input}, and the state after it} */
    public Applied<R> apply(Params params, State state, Key key, A input) {
        return apply(params, state, Optional.of(required(key, "apply", "withoutApplyRng().apply")), input);
    }

    Applied<R> applyWithoutRng(Params params, State state, A input) {
        return apply(params, state, Optional.empty(), input);
    }

    /**
     * {@return this without state}
     *
     * <p>Its {@code init} and {@code apply} throw {@link NonEmptyStateException} if there is state after all.
     */
    public Transformed<A, R> withoutState() {
        return new Transformed<>(this, "Haiku.transformWithState");
    }

    /** {@return this with an {@code apply} that takes no key, for functions that need no random numbers there} */
    public TransformedWithStateWithoutApplyRng<A, R> withoutApplyRng() {
        return new TransformedWithStateWithoutApplyRng<>(this);
    }

    /** {@return the key}; {@code null} is what one writes who knows Haiku in Python */
    private static Key required(Key key, String method, String otherwise) {
        return Objects.requireNonNull(
                key,
                () -> method + " needs a Key, but got null. Use " + otherwise + " where no random numbers are needed.");
    }

    private ParamsAndState init(Optional<Key> key, A input) {
        var frame = Frame.ofInit(key.map(KeySequence::of));
        run(frame, input);
        return new ParamsAndState(frame.paramsSnapshot(), frame.initialState());
    }

    private Applied<R> apply(Params params, State state, Optional<Key> key, A input) {
        var frame = Frame.ofApply(params, state, key.map(KeySequence::of));
        R value = run(frame, input);
        return new Applied<>(value, frame.currentState());
    }

    private R run(Frame frame, A input) {
        return withAdvice(() -> {
            R result = FrameStack.run(frame, () -> function.apply(input));
            frame.run().end();
            return result;
        });
    }

    /** Adds to the error of a leaked tensor where it probably comes from. */
    private static <T> T withAdvice(Supplier<T> body) {
        try {
            return body.get();
        } catch (LeakedTracerException e) {
            var message = String.valueOf(e.getMessage());
            if (FrameStack.peek() != null || message.contains("Haiku.transform")) {
                throw e;
            }
            var advised = new LeakedTracerException(message
                    + "\nInside a function given to Haiku.transform, a transformation such as jit or grad may not be given a function "
                    + "that creates parameters, sets state or draws keys: use Haiku's own, such as Haiku.grad or Haiku.jit, or "
                    + "transform init and apply from outside.");
            advised.initCause(e);
            throw advised;
        }
    }
}
