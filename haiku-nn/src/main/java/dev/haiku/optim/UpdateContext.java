package dev.haiku.optim;

import org.jspecify.annotations.Nullable;

/**
 * What a transformation may look at besides the gradients; asking for something that the caller did not give is an
 * error.
 */
public final class UpdateContext {

    /** The context of a call that gives nothing. */
    static final UpdateContext EMPTY = new UpdateContext(null);

    private final @Nullable Object params;

    private UpdateContext(@Nullable Object params) {
        this.params = params;
    }

    static UpdateContext of(Object params) {
        return new UpdateContext(params);
    }

    /**
     * {@return the current parameters, a tree like the gradients}
     *
     * @throws IllegalStateException if the caller did not give them
     */
    public Object params() {
        var given = params;
        if (given == null) {
            throw new IllegalStateException("This optimiser needs the current parameters. "
                    + "Call update(updates, state, params) instead of update(updates, state).");
        }
        return given;
    }
}
