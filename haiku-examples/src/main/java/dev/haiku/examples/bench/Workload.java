package dev.haiku.examples.bench;

import java.util.function.Supplier;

/** Something to be measured, prepared. */
interface Workload {

    /** Runs one step; returns when its result is there. */
    void step();

    /** {@return a workload whose step computes a value; the last one is kept, so that nothing can leave the computation out} */
    static Workload of(Supplier<?> computation) {
        var last = new Object[1];
        return () -> last[0] = computation.get();
    }

    /** {@return the loss after the last step, or NaN if there is none} */
    default double loss() {
        return Double.NaN;
    }

    /** {@return the number of parameters, or -1 if there are none} */
    default long parameters() {
        return -1;
    }
}
