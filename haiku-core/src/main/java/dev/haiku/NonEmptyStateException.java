package dev.haiku;

/** Says that a function has {@link State}, where one without was promised. */
public final class NonEmptyStateException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Creates one with that message. */
    public NonEmptyStateException(String message) {
        super(message);
    }
}
