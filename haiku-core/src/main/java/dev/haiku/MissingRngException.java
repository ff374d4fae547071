package dev.haiku;

/** Says that a random key was asked for in an {@code init} or {@code apply} that was called without one. */
public final class MissingRngException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Creates one with that message. */
    public MissingRngException(String message) {
        super(message);
    }
}
