package dev.haiku.optim;

import java.util.List;

/**
 * The states of the members of a chain.
 *
 * @param states one each, in the order of the members
 */
public record ChainState(List<Object> states) {

    /** Copies the list. */
    public ChainState {
        states = List.copyOf(states);
    }
}
