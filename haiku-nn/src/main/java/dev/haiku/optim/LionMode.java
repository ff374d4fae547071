package dev.haiku.optim;

/** What Lion makes of its direction {@code x}. */
public enum LionMode {
    /** Its sign. */
    HARD,
    /** {@code tanh(smoothBeta·x)}. */
    SMOOTH,
    /** {@code x} itself where it is smaller than 1, its sign elsewhere. */
    REFINED
}
