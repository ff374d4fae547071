package dev.haiku.func;

import dev.haiku.tensor.Tensor;

/**
 * The argument by which a function of several arguments is differentiated; made by {@link Func#argnum(int)}.
 *
 * @param position its position, from 0 on; negative ones count from the end
 * @param type its class
 * @param allowInt whether it may hold integers and {@code bool}, which have zeros of their own type as gradient
 * @param <T> its type
 */
public record Argnum<T>(int position, Class<T> type, boolean allowInt) {

    static Argnum<Tensor> tensor(int position) {
        return new Argnum<>(position, Tensor.class, false);
    }

    /** {@return this, where the argument may hold integers and {@code bool}} */
    public Argnum<T> allowInt(boolean isAllowed) {
        return new Argnum<>(position, type, isAllowed);
    }
}
