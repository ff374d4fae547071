package dev.haiku.func;

import java.util.List;

/**
 * The arguments by which a function of several arguments is differentiated; made by {@link Func#argnums(int...)}.
 *
 * @param positions their positions, from 0 on, each once; negative ones count from the end
 * @param allowInt whether they may hold integers and {@code bool}, which have zeros of their own type as gradient
 */
public record Argnums(List<Integer> positions, boolean allowInt) {

    /** Copies the list. */
    public Argnums {
        positions = List.copyOf(positions);
        if (positions.isEmpty()) {
            throw new IllegalArgumentException("argnums needs at least one position.");
        }
    }

    /** {@return this, where the arguments may hold integers and {@code bool}} */
    public Argnums allowInt(boolean isAllowed) {
        return new Argnums(positions, isAllowed);
    }
}
