package dev.haiku.optim;

import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of {@link Optimizers#injectHyperparams}.
 *
 * @param count the number of steps so far, an {@code i32} scalar
 * @param hyperparams the values of the last step, scalars by name
 * @param hyperparamsStates the memories of schedules, by name
 * @param innerState the state of the inner optimiser
 */
public record HyperparamsState(
        Tensor count, Map<String, Tensor> hyperparams, Map<String, Object> hyperparamsStates, Object innerState)
        implements CompositeState<HyperparamsState> {

    /** Copies the maps. */
    public HyperparamsState {
        hyperparams = NamedStates.copy(hyperparams);
        hyperparamsStates = NamedStates.copy(hyperparamsStates);
    }

    /**
     * {@return the value of a hyper-parameter in the last step, such as the current learning rate}
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Tensor get(String name) {
        return NamedStates.get(hyperparams, "hyper-parameter", name);
    }

    /**
     * {@return a state with another value, from the next step on}
     *
     * @throws IllegalArgumentException if there is none of that name, or a schedule decides it
     */
    public HyperparamsState with(String name, Number value) {
        return with(name, Hyperparameter.of(value).fill(get(name)));
    }

    /**
     * {@return a state with another value, from the next step on}
     *
     * @throws IllegalArgumentException if there is none of that name, or a schedule decides it
     */
    public HyperparamsState with(String name, Tensor value) {
        var old = get(name);
        if (hyperparamsStates.containsKey(name)) {
            throw new IllegalArgumentException(
                    "The hyper-parameter '" + name + "' follows a schedule. Declare it as a number to set it.");
        }
        var changed = new TreeMap<>(hyperparams);
        changed.put(name, value.cast(old.dtype()).reshape(old.shape()));
        return new HyperparamsState(count, changed, hyperparamsStates, innerState);
    }

    @Override
    public List<?> members() {
        return List.of(innerState);
    }

    @Override
    public HyperparamsState withMembers(List<?> members) {
        return new HyperparamsState(count, hyperparams, hyperparamsStates, members.get(0));
    }
}
