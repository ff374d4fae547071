package dev.haiku;

import dev.haiku.random.Key;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Several functions over the same modules as pure functions with one set of parameters; from {@link
 * Haiku#multiTransform(Supplier, BiFunction)}.
 *
 * <p>Immutable; may be used by any number of threads.
 *
 * @param <M> what the factory makes: a module, or a record of modules
 * @param <A> the input of the template, a tree
 */
public final class MultiTransformed<M, A> {

    private static final String INSTEAD = "Haiku.multiTransformWithState";

    private final MultiTransformedWithState<M, A> functions;
    private final Transformed<A, Object> template;

    MultiTransformed(MultiTransformedWithState<M, A> functions) {
        this.functions = functions;
        this.template = new Transformed<>(functions.template(), INSTEAD);
    }

    /**
     * {@return the parameters that the template creates for {@code input}, for all functions}
     *
     * @param key where random initial values and all other random numbers come from
     * @throws NonEmptyStateException if the template has state
     */
    public Params init(Key key, A input) {
        return template.init(key, input);
    }

    /** {@return the parameters that the template creates for {@code input}, if it needs no random numbers} */
    public Params initWithoutRng(A input) {
        return template.initWithoutRng(input);
    }

    /**
     * {@return one function over the modules, such as {@code Autoencoder::encode}}
     *
     * <p>Its {@code apply} takes the parameters that {@link #init} returned. All that it needs must have been created by
     * the template or the factory; its own {@code init} creates just what it needs itself.
     */
    public <B, R> Transformed<B, R> function(BiFunction<? super M, ? super B, ? extends R> function) {
        return new Transformed<>(functions.function(function), INSTEAD);
    }

    /** {@return one function over the modules that takes no input} */
    public <R> Transformed<NoInput, R> function(Function<? super M, ? extends R> function) {
        return new Transformed<>(functions.function(function), INSTEAD);
    }
}
