package dev.haiku.tensor;

/** Says that a tensor of a transformation is used after that transformation ended, or outside it. */
public final class LeakedTracerException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Creates one with that message. */
    public LeakedTracerException(String message) {
        super(message);
    }
}
