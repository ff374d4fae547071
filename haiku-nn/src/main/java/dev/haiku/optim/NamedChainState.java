package dev.haiku.optim;

import java.util.List;
import java.util.Map;

/**
 * The states of the members of a chain, by name.
 *
 * @param states one each
 */
public record NamedChainState(Map<String, Object> states) implements CompositeState<NamedChainState> {

    /** Copies the map. */
    public NamedChainState {
        states = NamedStates.copy(states);
    }

    /**
     * {@return the state of a member}
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Object get(String name) {
        return NamedStates.get(states, "member", name);
    }

    @Override
    public List<?> members() {
        return List.copyOf(states.values());
    }

    @Override
    public NamedChainState withMembers(List<?> members) {
        return new NamedChainState(NamedStates.with(states, members));
    }
}
