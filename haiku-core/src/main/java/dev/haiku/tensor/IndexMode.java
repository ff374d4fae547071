package dev.haiku.tensor;

import dev.haiku.ir.Indexing.Mode;

/** What happens to an index that is out of range; names and meanings are those of {@code jax.numpy}. */
public enum IndexMode {
    /** It is moved to the nearest end. */
    CLIP(Mode.CLIP),
    /** It counts on at the other end: the remainder by the size of the axis. */
    WRAP(Mode.CLIP),
    /** Reading gives NaN (the smallest value for signed integers, the largest for unsigned ones); writing does nothing. */
    FILL(Mode.FILL_OR_DROP),
    /** The same as {@link #FILL}; the name that suits writing. */
    DROP(Mode.FILL_OR_DROP);

    private final Mode primitive;

    IndexMode(Mode primitive) {
        this.primitive = primitive;
    }

    /** {@return how gather and scatter treat what this leaves out of range} */
    Mode primitive() {
        return primitive;
    }

    /** {@return the integer indices of at least 32 bits that gather and scatter take; negative ones are counted from the end} */
    Tensor normalized(Tensor indices, int size) {
        var wide = Operands.wideIndices(indices);
        return this == WRAP && size > 0 ? wide.mod(size) : Operands.fromStart(wide, size);
    }
}
