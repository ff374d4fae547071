package dev.haiku.tensor;

/** Says which primitive first gave a NaN, where NaNs are being looked for. */
public final class NanException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Creates one with that message. */
    public NanException(String message) {
        super(message);
    }
}
