package dev.haiku.examples.bench;

import java.util.function.Supplier;

/** Something to be measured, prepared. */
interface Workload {

    /** Runs one step; returns when its result is there. */
    void step();

    /** {@return a workload whose step computes a value and drops it} */
    static Workload of(Supplier<?> computation) {
        return computation::get;
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
