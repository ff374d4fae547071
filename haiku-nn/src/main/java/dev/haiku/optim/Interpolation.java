package dev.haiku.optim;

/** How a schedule goes from one value to the next. */
public enum Interpolation {
    /** Along a straight line. */
    LINEAR,
    /** Along half a wave of a cosine. */
    COSINE
}
