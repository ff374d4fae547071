package dev.haiku.internal.exec;

/**
 * Says that live tensors need more memory than the budget allows; names the budget, the largest holders and the way
 * out.
 */
public final class MemoryBudgetException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Creates one with that message. */
    public MemoryBudgetException(String message) {
        super(message);
    }
}
