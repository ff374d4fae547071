package dev.haiku.func;

import dev.haiku.internal.staging.StagedProgram;
import dev.haiku.ir.Program;

/**
 * A jitted function as it was staged for one kind of call, before any call; JAX's {@code jit(f).lower(...)}.
 *
 * @param <F> the type of the function
 */
public final class Lowered<F> {

    private final StagedProgram staged;
    private final F function;

    Lowered(StagedProgram staged, F function) {
        this.staged = staged;
        this.function = function;
    }

    /** {@return the program; its first inputs are the tensors that the function captured} */
    public Program program() {
        return staged.program();
    }

    /**
     * {@return the compiled function, for that kind of call only}
     *
     * <p>It never stages anything: other arguments are an {@code IllegalArgumentException}.
     */
    public F compile() {
        staged.compile();
        return function;
    }

    @Override
    public String toString() {
        return program().toString();
    }
}
