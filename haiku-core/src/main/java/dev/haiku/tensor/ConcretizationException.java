package dev.haiku.tensor;

/** Says that numbers were asked of a tensor that has none yet, since a transformation is staging the function. */
public final class ConcretizationException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Creates one with that message. */
    public ConcretizationException(String message) {
        super(message);
    }
}
