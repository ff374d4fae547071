package dev.haiku.optim;

import dev.haiku.tensor.Tensor;
import java.util.Map;

/**
 * Which parameters a transformation is for.
 *
 * <p>A parameter is told by its name, {@code module/name} for {@link dev.haiku.Params} and the steps from the root
 * joined by {@code /} for other trees, such as {@code layers/0/w}; and by its shape and element type:
 *
 * <pre>{@code
 * Mask matrices = (name, p) -> p.rank() > 1;
 * Mask weights = (name, p) -> name.endsWith("/w");
 * }</pre>
 *
 * <p>It depends on nothing else, so that it says the same of a parameter, its gradient and its update.
 */
@FunctionalInterface
public interface Mask {

    /** {@return whether the transformation is for this parameter} */
    boolean includes(String name, Tensor parameter);

    /** {@return the mask of all parameters} */
    static Mask all() {
        return AllParameters.INSTANCE;
    }

    /** {@return the mask of no parameter} */
    static Mask none() {
        return (name, parameter) -> false;
    }

    /**
     * {@return the mask that a map from names gives}
     *
     * <p>A name stands for all parameters below it, unless a longer name says otherwise; as optax's masks that are
     * prefixes of the parameters.
     *
     * @throws IllegalArgumentException when a parameter is asked for that no name covers
     */
    static Mask of(Map<String, Boolean> byName) {
        var names = new NamePrefixes<>("mask", byName);
        return (name, parameter) -> names.get(name);
    }

    /** {@return the mask of all parameters but these} */
    default Mask not() {
        return (name, parameter) -> !includes(name, parameter);
    }

    /** {@return the mask of parameters that are in both} */
    default Mask and(Mask other) {
        return (name, parameter) -> includes(name, parameter) && other.includes(name, parameter);
    }

    /** {@return the mask of parameters that are in either} */
    default Mask or(Mask other) {
        return (name, parameter) -> includes(name, parameter) || other.includes(name, parameter);
    }
}
