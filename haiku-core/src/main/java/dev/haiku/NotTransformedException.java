package dev.haiku;

/**
 * Says that something which needs parameters, state or keys was used outside a function given to {@link
 * Haiku#transform}.
 */
public final class NotTransformedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Creates one with that message. */
    public NotTransformedException(String message) {
        super(message);
    }
}
