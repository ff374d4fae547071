package dev.haiku.optim;

import dev.haiku.tensor.Tensor;
import java.util.Map;

/** Names of groups of parameters, told as {@link Mask} tells them; for {@link Optimizers#partition}. */
@FunctionalInterface
public interface Labels {

    /** {@return the label of this parameter} */
    String of(String name, Tensor parameter);

    /**
     * {@return the labels that a map from names gives}
     *
     * <p>A name stands for all parameters below it, unless a longer name says otherwise.
     *
     * @throws IllegalArgumentException when a parameter is asked for that no name covers
     */
    static Labels of(Map<String, String> byName) {
        var names = new NamePrefixes<>("map of labels", byName);
        return (name, parameter) -> names.get(name);
    }

    /** {@return one label for the parameters in a mask, and another one for the others} */
    static Labels of(Mask mask, String included, String excluded) {
        return (name, parameter) -> mask.includes(name, parameter) ? included : excluded;
    }
}
