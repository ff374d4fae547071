package dev.haiku.loss;

/** What becomes of several losses. */
public enum Reduction {
    /** Their mean. */
    MEAN,
    /** Their sum. */
    SUM,
    /** They stay. */
    NONE
}
