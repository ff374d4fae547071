package dev.haiku.optim;

import java.util.List;
import java.util.Map;

/**
 * The state of {@link Optimizers#partition}.
 *
 * @param innerStates the state of the transformation of each label
 */
public record PartitionState(Map<String, Object> innerStates) implements CompositeState<PartitionState> {

    /** Copies the map. */
    public PartitionState {
        innerStates = NamedStates.copy(innerStates);
    }

    /**
     * {@return the state of the transformation of a label}
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Object get(String label) {
        return NamedStates.get(innerStates, "label", label);
    }

    @Override
    public List<?> members() {
        return List.copyOf(innerStates.values());
    }

    @Override
    public PartitionState withMembers(List<?> members) {
        return new PartitionState(NamedStates.with(innerStates, members));
    }
}
