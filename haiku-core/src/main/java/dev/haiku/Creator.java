package dev.haiku;

import dev.haiku.tensor.Tensor;
import java.util.function.Function;

/** Takes part in the making of parameters, inside {@link Haiku#customCreator}. */
@FunctionalInterface
public interface Creator {

    /**
     * {@return the new value}
     *
     * @param creation what to make
     * @param next the next creator; the last one calls the initialiser
     */
    Tensor create(Creation creation, Function<Creation, Tensor> next);
}
