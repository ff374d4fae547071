package dev.haiku;

import dev.haiku.random.Key;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Several functions over the same modules as pure functions with one set of parameters and one state; from {@link
 * Haiku#multiTransformWithState(Supplier, BiFunction)}.
 *
 * <p>Immutable; may be used by any number of threads.
 *
 * @param <M> what the factory makes: a module, or a record of modules
 * @param <A> the input of the template, a tree
 */
public final class MultiTransformedWithState<M, A> {

    private final Supplier<? extends M> factory;
    private final TransformedWithState<A, Object> template;

    MultiTransformedWithState(Supplier<? extends M> factory, BiFunction<? super M, ? super A, ?> template) {
        this.factory = factory;
        this.template = new TransformedWithState<>(input -> template.apply(factory.get(), input));
    }

    TransformedWithState<A, Object> template() {
        return template;
    }

    /**
     * {@return the parameters and the state that the template creates for {@code input}, for all functions}
     *
     * @param key where random initial values and all other random numbers come from
     */
    public ParamsAndState init(Key key, A input) {
        return template.init(key, input);
    }

    /**
     * {@return the parameters and the state that the template creates for {@code input}, if it needs no random numbers}
     */
    public ParamsAndState initWithoutRng(A input) {
        return template.initWithoutRng(input);
    }

    /**
     * {@return one function over the modules, such as {@code Autoencoder::encode}}
     *
     * <p>Its {@code apply} takes the parameters that {@link #init} returned, and the state of it or of the last call of
     * any of the functions. All parameters that it needs must have been created by the template or the factory; its own
     * {@code init} creates just what it needs itself.
     */
    public <B, R> TransformedWithState<B, R> function(BiFunction<? super M, ? super B, ? extends R> function) {
        return new TransformedWithState<>(input -> function.apply(factory.get(), input));
    }

    /** {@return one function over the modules that takes no input} */
    public <R> TransformedWithState<NoInput, R> function(Function<? super M, ? extends R> function) {
        return new TransformedWithState<>(none -> function.apply(factory.get()));
    }
}
