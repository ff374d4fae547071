package dev.haiku.tensor;

/** What {@link Ops#pad(Tensor, int[][], PadMode)} puts around a tensor; names and meanings as in NumPy. */
public enum PadMode {
    /** A number: {@code 0 0 | a b c | 0 0}. */
    CONSTANT,
    /** The outermost element again: {@code a a | a b c | c c}. */
    EDGE,
    /** A mirror that does not repeat the outermost element: {@code c b | a b c | b a}. */
    REFLECT,
    /** A mirror that repeats the outermost element: {@code b a | a b c | c b}. */
    SYMMETRIC,
    /** The other end: {@code b c | a b c | a b}. */
    WRAP,
    /** Evenly spaced numbers from the outermost element to an end value. */
    LINEAR_RAMP,
    /** The largest element along the axis. */
    MAXIMUM,
    /** The smallest element along the axis. */
    MINIMUM,
    /** The mean along the axis; for integers rounded. */
    MEAN,
    /** The median along the axis; for integers rounded. */
    MEDIAN,
    /** Numbers that nothing promises; zeros, as in JAX. */
    EMPTY
}
