package dev.haiku.func;

import dev.haiku.internal.staging.Scopes;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often a function is staged. */
final class TraceLimit {

    private final int most;
    private final AtomicInteger traces = new AtomicInteger();

    TraceLimit(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("assertMaxTraces needs a number >= 0, but got " + most + ".");
        }
        this.most = most;
    }

    /**
     * Notes a call with those arguments.
     *
     * @throws IllegalStateException if the function has been staged too often by now
     */
    void count(Object... arguments) {
        if (Scopes.isStaging() && traces.incrementAndGet() > most) {
            var flat = Trees.flatten(List.of(arguments));
            throw new IllegalStateException("A function has been staged " + traces.get() + " times, but assertMaxTraces"
                    + " allows " + most + ". The arguments are " + flat.def() + " with "
                    + flat.leaves().stream().map(Tensor::type).toList()
                    + "; cacheStatistics() of the jitted function says what was different before."
                    + " Often jit is called anew for each call: keep the jitted function.");
        }
    }
}
