package dev.haiku.tensor;

import org.jspecify.annotations.Nullable;

/**
 * How {@link Ops#diff(Tensor, java.util.function.UnaryOperator)} takes differences; setters return a copy.
 *
 * @param n how often differences are taken, once by default
 * @param axis the axis along which they are taken, the last one by default
 * @param prepend what is put in front of the axis before, a scalar or a tensor
 * @param append what is put behind the axis before, a scalar or a tensor
 */
public record DiffOptions(
        int n, int axis, @Nullable Tensor prepend, @Nullable Tensor append) {

    static final DiffOptions DEFAULTS = new DiffOptions(1, -1, null, null);

    /** {@return this with differences taken so often} */
    public DiffOptions n(int newN) {
        return new DiffOptions(newN, axis, prepend, append);
    }

    /** {@return this with another axis} */
    public DiffOptions axis(int newAxis) {
        return new DiffOptions(n, newAxis, prepend, append);
    }

    /** {@return this with something in front} */
    public DiffOptions prepend(Tensor newPrepend) {
        return new DiffOptions(n, axis, newPrepend, append);
    }

    /** {@return this with something behind} */
    public DiffOptions append(Tensor newAppend) {
        return new DiffOptions(n, axis, prepend, newAppend);
    }
}
