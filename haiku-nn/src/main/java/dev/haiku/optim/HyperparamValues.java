package dev.haiku.optim;

import dev.haiku.tensor.Tensor;
import java.util.Map;

/** The values of hyper-parameters in one step, from which {@link Optimizers#injectHyperparams} makes its optimiser. */
public final class HyperparamValues {

    private final Map<String, Tensor> values;

    HyperparamValues(Map<String, Tensor> values) {
        this.values = values;
    }

    /**
     * {@return the value of a hyper-parameter, to be passed where an optimiser takes a number}
     *
     * @throws IllegalArgumentException if none of that name is declared
     */
    public Hyperparameter get(String name) {
        return Hyperparameter.of(NamedStates.get(values, "hyper-parameter", name));
    }

    /** {@return whether one of that name is declared} */
    public boolean has(String name) {
        return values.containsKey(name);
    }
}
