package dev.haiku.func;

/** Says that a collective names an axis that no mapping around it has. */
public final class UnboundAxisException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Creates one with that message. */
    public UnboundAxisException(String message) {
        super(message);
    }
}
