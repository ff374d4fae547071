package dev.haiku.array;

/** Says that shapes or element types do not fit an operation; the message names it, the values and the way out. */
public final class ShapeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Creates one with that message. */
    public ShapeException(String message) {
        super(message);
    }
}
