package dev.haiku.optim;

import java.util.List;

/**
 * The states of the members of a chain.
 *
 * @param states one each, in the order of the members
 */
public record ChainState(List<Object> states) implements CompositeState<ChainState> {

    /** Copies the list. */
    public ChainState {
        states = List.copyOf(states);
    }

    @Override
    public List<?> members() {
        return states;
    }

    @Override
    public ChainState withMembers(List<?> members) {
        return new ChainState(List.copyOf(members));
    }
}
