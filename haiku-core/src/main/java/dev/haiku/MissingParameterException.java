package dev.haiku;

/** Says that {@code apply} needs a parameter that the {@link Params} given to it lack. */
public final class MissingParameterException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Creates one with that message. */
    public MissingParameterException(String message) {
        super(message);
    }
}
