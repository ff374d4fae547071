package dev.haiku.optim;

/** With which step a line search begins. */
public enum InitialGuess {
    /** The last one. */
    KEEP,
    /** 1, which suits methods that know the curvature. */
    ONE
}
