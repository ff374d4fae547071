package dev.haiku.optim;

import java.util.List;

/**
 * A state that holds the states of other transformations; {@link States} looks into it.
 *
 * @param <S> the implementing class
 */
public interface CompositeState<S> {

    /** {@return the states of the others, in a fixed order} */
    List<?> members();

    /** {@return this with other states of the others, in the order of {@link #members}} */
    S withMembers(List<?> members);
}
