package dev.haiku.tensor;

/** What happens to the axes over which a reduction runs. */
public enum Dims {
    /** They vanish from the shape. */
    DROP,
    /** They stay with size 1, so that the result broadcasts against the operand. */
    KEEP
}
