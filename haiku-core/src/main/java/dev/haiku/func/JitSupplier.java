package dev.haiku.func;

import java.util.function.Supplier;

/**
 * A jitted function of no arguments.
 *
 * @param <R> the result
 */
public final class JitSupplier<R> extends Jitted implements Supplier<R> {

    JitSupplier(Supplier<R> f, JitOptions options) {
        super(Arguments.listed(f), options, 0);
    }

    @Override
    public R get() {
        return call();
    }

    /** {@return the function staged for its one kind of call, without running it} */
    public Lowered<Supplier<R>> lower() {
        return lowered(call -> () -> Arguments.result(call));
    }
}
