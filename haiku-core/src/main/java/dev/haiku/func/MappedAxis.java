package dev.haiku.func;

/**
 * Which axis of the tensors of an argument or result {@code vmap} maps.
 *
 * @param isMapped whether there is one; if not, all indices see the same tensor
 * @param axis its position; negative ones count from the end
 */
public record MappedAxis(boolean isMapped, int axis) {

    /** No axis: the same for all. JAX's {@code None}. */
    public static final MappedAxis NONE = new MappedAxis(false, 0);

    /** The first axis, the default. */
    static final MappedAxis FIRST = at(0);

    /** {@return that axis} */
    public static MappedAxis at(int axis) {
        return new MappedAxis(true, axis);
    }

    @Override
    public String toString() {
        return isMapped ? String.valueOf(axis) : "none";
    }
}
