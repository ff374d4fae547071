package dev.haiku;

/**
 * Says that parameters, state or keys were touched inside a transformation of {@code Func} or {@code Control} within a
 * transformed function, where {@link Config#checkUsage} allows Haiku's own only; Haiku's {@code JaxUsageError}.
 */
public final class PlainTransformationException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Creates one with that message. */
    public PlainTransformationException(String message) {
        super(message);
    }
}
