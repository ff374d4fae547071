package dev.haiku.func;

import java.util.Set;

/**
 * Which arguments of a jitted function give their memory to its results; made by {@link Func#donate}.
 *
 * @param positions the positions of the arguments, from 0
 */
public record Donation(Set<Integer> positions) {

    /** Copies the set. */
    public Donation {
        positions = Set.copyOf(positions);
    }
}
